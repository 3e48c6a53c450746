"""收发文登记簿 on paper: the rows of the list as a table with a head on every page."""

import datetime as dt

from portal.documents.enums import InstrumentState
from portal.documents.models import Instrument
from portal.documents.typeset import TableColumn, render_table_pdf
from portal.lib.errors import Refused
from portal.lib.tables import Table
from portal.tenancy.scope import Actor

MOST = 3000
COLUMNS = (
    TableColumn("序号", 10, "center"), TableColumn("文号", 46), TableColumn("标题"), TableColumn("主送", 46), TableColumn("成文日期", 20, "center"),
    TableColumn("送达", 34), TableColumn("回复期限", 20, "center"), TableColumn("回复日期", 20, "center"), TableColumn("状态", 18, "center"),
)  # fmt: skip


def register_pdf(table: Table, *, actor: Actor, at: dt.datetime) -> bytes:
    """What the filter leaves, in the order of the screen; void numbers stand in it as void."""
    if table.total > MOST:
        raise Refused(f"共 {table.total} 份，一次最多打印 {MOST} 份。请先用筛选缩小范围。", "too_many")
    found = list(table.filtered)
    void = sum(1 for row in found if row.number and row.state == InstrumentState.WITHDRAWN)
    chosen = "；".join(f"{chip.label}：{chip.value}" for chip in table.chips)
    return render_table_pdf(
        "收发文登记簿",
        COLUMNS,
        [_row(number, row) for number, row in enumerate(found, start=1)],
        organ=actor.organisation_name,
        lines=[f"{actor.organisation_name}　共 {len(found)} 份，其中作废文号 {void} 个", *([f"范围：{chosen}"] if chosen else [])],
        mark=f"{actor.name} {at:%Y-%m-%d %H:%M} 打印",
        on=at.date(),
    )


def _row(number: int, row: Instrument) -> tuple:
    served = f"{row.served_on} {row.get_service_method_display()}{f' {row.received_by}' if row.received_by else ''}" if row.served_on else None
    state = "文号作废" if row.number and row.state == InstrumentState.WITHDRAWN else row.get_state_display()
    return (
        number, row.number or "未编号", "".join(row.title.split()), row.addressee_text, row.issued_on, served, row.reply_due_on, row.replied_on, state,
    )  # fmt: skip
