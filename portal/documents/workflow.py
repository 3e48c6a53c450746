"""The life of an instrument."""

from portal.documents.enums import InstrumentState as S
from portal.workflow.door import Move

INSTRUMENT_MOVES = (
    Move("review", "审核", (S.DRAFTED,), S.REVIEWED, "documents.review", law="党政机关公文处理工作条例第二十条"),
    Move("revise", "退回修改", (S.REVIEWED,), S.DRAFTED, "documents.draft"),
    Move("issue", "签发", (S.REVIEWED,), S.ISSUED, "documents.issue", law="党政机关公文处理工作条例第二十二条"),
    Move("serve", "送达", (S.ISSUED,), S.SERVED, "documents.serve"),
    Move("reply", "登记回复", (S.SERVED, S.OVERDUE), S.REPLIED, "documents.reply"),
    Move("lapse", "回复期限已过", (S.SERVED,), S.OVERDUE, "documents.overdue"),
    Move("withdraw", "撤回", (S.DRAFTED, S.REVIEWED, S.ISSUED, S.SERVED, S.OVERDUE), S.WITHDRAWN, "documents.withdraw"),
)
