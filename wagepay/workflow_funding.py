"""The life of a request for more labour cost (53号文 第十三条)."""

from portal.workflow.door import Move
from wagepay.enums_funding import RequestState as S

REQUEST_MOVES: tuple[Move, ...] = (
    Move("grant", "核准追加", (S.ASKED,), S.GRANTED, "wagepay.decide_labour_cost", law="53号文第十三条"),
    Move("refuse", "不同意", (S.ASKED,), S.REFUSED, "wagepay.decide_labour_cost", law="53号文第十三条"),
    Move("withdraw", "撤回申请", (S.ASKED,), S.WITHDRAWN, "wagepay.ask_labour_cost"),
)
