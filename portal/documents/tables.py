"""Columns of the list of instruments."""

from portal.documents.enums import InstrumentState as S
from portal.lib.columns import Column

TONES = {S.DRAFTED: "", S.REVIEWED: "do", S.ISSUED: "do", S.SERVED: "do", S.REPLIED: "ok", S.OVERDUE: "bad", S.WITHDRAWN: ""}

INSTRUMENTS = (
    Column("title", "标题", link=lambda row: row.get_absolute_url(), sub=lambda row: row.number or "未编号", wide=True),
    Column("kind", "文种", width=120, on_phone=False, words=lambda row: row.get_kind_display()),
    Column("addressee_text", "主送", sub=lambda row: row.project_name, wide=True),
    Column("issued_on", "成文日期", kind="day", sort="issued_on", width=96),
    Column("reply_due_on", "回复期限", kind="day", sort="reply_due_on", width=96),
    Column("state", "状态", kind="state", tone=lambda row: TONES[S(row.state)], corner=True, width=96),
)
