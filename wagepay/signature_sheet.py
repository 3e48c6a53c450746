"""The sheet as it is printed for signatures and posted: every foot names the version it belongs to."""

import datetime as dt
from typing import Any

from portal.documents.typeset import TableColumn, render_table_pdf
from portal.lib.text import official
from portal.tenancy.scope import Actor
from wagepay.models import Engagement, PayrollLine, PayrollSheet

COLUMNS = (
    TableColumn("序号", 10, "center"),
    TableColumn("姓名", 18),
    TableColumn("身份证号", 38),
    TableColumn("班组", 20),
    TableColumn("工日", 13, "right"),
    TableColumn("应发（元）", 22, "right"),
    TableColumn("扣款（元）", 19, "right"),
    TableColumn("实发（元）", 22, "right"),
    TableColumn("收款卡号", 38),
    TableColumn("本人签字", 0),
    TableColumn("日期", 20),
)
SIGNING_ROOM = 8  # rows of eight millimetres: a name written by hand has its place


def signature_pdf(actor: Actor, sheet: PayrollSheet, mark: str, on: dt.date) -> bytes:
    """By team in the order of the sheet; identity and card numbers masked, because the paper hangs on the site."""
    lines = list(PayrollLine.objects.visible_to(actor).filter(month=sheet.month, project_id=sheet.project_id, sheet=sheet).order_by("team", "row"))
    people = Engagement.objects.visible_to(actor).filter(project_id=sheet.project_id, employer_id=sheet.employer_id)
    numbers = {bytes(person.id_index): str(person.id_number) for person in people.filter(id_index__in=[line.person for line in lines])}
    rows = [_row(place, line, numbers.get(bytes(line.person))) for place, line in enumerate(lines, 1)]
    sums = ["", "合计", f"{sheet.workers} 人", "", _days(sheet.days), f"{sheet.gross:,.2f}", f"{sheet.deduction:,.2f}", f"{sheet.net:,.2f}", "", "", ""]
    month = f"{sheet.month.year}年{sheet.month.month}月"
    return render_table_pdf(
        f"{sheet.project.name}农民工工资支付表",
        COLUMNS,
        rows,
        lines=[f"用工单位：{sheet.employer.name_on(on)}", f"工资月份：{month}", "单位：元"],
        sums=sums,
        notes=[
            "本人签字即确认工日和工资。有异议的不要签字，向项目劳资专管员或劳动保障监察机构反映。",
            "编制人：            审核人：            项目经理：            日期：",
        ],
        room=SIGNING_ROOM,
        mark=official(f"回执 {sheet.receipt_number} 第 {sheet.version} 版；{mark}"),
        on=on,
    )


def _row(place: int, line: PayrollLine, number: str | None) -> list[Any]:
    taken = line.deduction + line.advance
    days = "" if line.days is None else _days(line.days)
    money = [f"{amount:,.2f}" for amount in (line.gross, taken, line.net)]
    return [str(place), line.name, number or "", line.team, days, *money, str(line.card or ""), "", ""]


def _days(days: Any) -> str:
    return f"{days.normalize():f}"
