"""The life of a step of an authority outside the portal, and of a paper that came from one."""

from portal.external.enums import IncomingState as I
from portal.external.enums import StepState as S
from portal.workflow.door import Move

STEP_MOVES = (
    Move("finish", "登记办成", (S.WAITING,), S.DONE, "external.record"),
    Move("refuse", "登记未办成", (S.WAITING,), S.REFUSED, "external.record"),
    Move("withdraw", "撤回", (S.WAITING,), S.WITHDRAWN, "external.record"),
    Move("reopen", "重新等待", (S.DONE, S.REFUSED), S.WAITING, "external.record"),
)

INCOMING_MOVES = (
    Move("answer", "登记答复", (I.WAITING,), I.ANSWERED, "external.record"),
    Move("file", "阅存", (I.WAITING,), I.FILED, "external.record"),
    Move("void", "登记作废", (I.WAITING,), I.VOID, "external.record"),
    Move("reopen", "重新办理", (I.ANSWERED, I.FILED), I.WAITING, "external.record"),
)
