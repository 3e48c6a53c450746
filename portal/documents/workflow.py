"""The life of an instrument."""

from portal.documents.enums import DownloadState as D
from portal.documents.enums import InstrumentState as S
from portal.workflow.door import Move

INSTRUMENT_MOVES = (
    Move("submit", "送审", (S.DRAFTED,), S.SUBMITTED, "documents.draft"),
    Move("review", "审核", (S.DRAFTED, S.SUBMITTED), S.REVIEWED, "documents.review", law="党政机关公文处理工作条例第二十条"),
    Move("send_back", "退回", (S.SUBMITTED, S.REVIEWED), S.DRAFTED, "documents.review", law="党政机关公文处理工作条例第二十条"),
    Move("revise", "修改后重新送审", (S.SUBMITTED, S.REVIEWED), S.DRAFTED, "documents.draft"),
    Move("issue", "签发", (S.REVIEWED,), S.ISSUED, "documents.issue", law="党政机关公文处理工作条例第二十二条"),
    Move("serve", "送达", (S.ISSUED,), S.SERVED, "documents.serve"),
    Move("reply", "登记回复", (S.SERVED, S.OVERDUE), S.REPLIED, "documents.reply"),
    Move("lapse", "回复期限已过", (S.SERVED,), S.OVERDUE, "documents.overdue"),
    Move("withdraw", "撤回", (S.DRAFTED, S.SUBMITTED, S.REVIEWED, S.ISSUED, S.SERVED, S.OVERDUE), S.WITHDRAWN, "documents.withdraw"),
)

DOWNLOAD_MOVES = (
    Move("approve", "批准导出", (D.ASKED,), D.WAITING, "documents.approve_export", law="个人信息保护法第五十一条"),
    Move("decline", "不批准导出", (D.ASKED,), D.DECLINED, "documents.approve_export", law="个人信息保护法第五十一条"),
    Move("finish", "生成导出", (D.WAITING,), D.READY, "documents.export"),
    Move("fail", "导出没有办成", (D.WAITING,), D.FAILED, "documents.export"),
    Move("expire", "导出过期", (D.ASKED, D.READY), D.EXPIRED, "documents.expire_export"),
)
