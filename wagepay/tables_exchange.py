"""Columns of what platforms above have: the rows of one object, the projects of a county."""

from collections.abc import Sequence

from django.urls import reverse

from portal.lib import show
from portal.lib.columns import Column
from portal.lib.names import mask_name
from projects.models import Project
from wagepay.enums import ExchangeStanding
from wagepay.exchange.standing import CHANGED, NOT_SENT, Standing

TONES = {NOT_SENT: "do", CHANGED: "bad", ExchangeStanding.SENT: "do", ExchangeStanding.ACCEPTED: "ok", ExchangeStanding.REFUSED: "bad"}


def row_columns(is_of_people: bool) -> Sequence[Column]:
    """The rows of one object; people's names masked."""
    return (
        Column("name", "名称", value=lambda row: mask_name(row.unit.name) if is_of_people else row.unit.name, sort="unit.name", wide=True),
        Column("state", "状态", kind="state", words=lambda row: row.words, value=lambda row: row.words, tone=lambda row: TONES[row.state], sort="state", corner=True, width=136),
        Column("sent_at", "上报时间", kind="instant", value=_told("sent_at"), sort="sent_at", width=152),
        Column("answered_at", "答复时间", kind="instant", value=_told("answered_at"), width=152),
        Column("their_number", "平台编号", value=lambda row: _told("their_number")(row) or show.NOTHING),
        Column("reason", "退回原因", value=lambda row: _told("reason")(row) or show.NOTHING),
        Column("key", "行编号", value=lambda row: row.unit.key, hidden=True),
    )  # fmt: skip


def _told(name: str):
    def read(row: Standing):
        return getattr(row.record, name) if row.record else None

    return read


def _project_state(row: Project) -> tuple[str, str]:
    if not row.rows_sent:
        return "没有上报过", "bad"
    if row.rows_refused:
        return f"退回 {row.rows_refused} 行", "bad"
    return (f"待答复 {row.rows_waiting} 行", "do") if row.rows_waiting else ("都已接收", "ok")


PROJECTS = (
    Column("name", "项目", link=lambda row: reverse("wage_exchange", args=[row.code]), sub=lambda row: row.general_contractor.name if row.general_contractor else "", sort="name_key", wide=True),
    Column("rows_sent", "已登记上报", unit="行", kind="int", sort="rows_sent"),
    Column("rows_accepted", "已接收", unit="行", kind="int", sort="rows_accepted"),
    Column("rows_waiting", "待答复", unit="行", kind="int", sort="rows_waiting"),
    Column("rows_refused", "被退回", unit="行", kind="int", sort="rows_refused"),
    Column("last_sent_at", "最近上报", kind="instant", sort="last_sent_at", width=152, on_phone=False),
    Column("state", "情况", kind="state", words=lambda row: _project_state(row)[0], value=lambda row: _project_state(row)[0], tone=lambda row: _project_state(row)[1], corner=True, width=136),
)  # fmt: skip
