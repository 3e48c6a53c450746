"""The life of a step of an authority outside the portal."""

from portal.external.enums import StepState as S
from portal.workflow.door import Move

STEP_MOVES = (
    Move("finish", "登记办成", (S.WAITING,), S.DONE, "external.record"),
    Move("refuse", "登记未办成", (S.WAITING,), S.REFUSED, "external.record"),
    Move("withdraw", "撤回", (S.WAITING,), S.WITHDRAWN, "external.record"),
    Move("reopen", "重新等待", (S.DONE, S.REFUSED), S.WAITING, "external.record"),
)
