"""工资清单: what each worker is given with his pay (条例第十五条), all of a sheet in one print."""

import datetime as dt
from collections import defaultdict

from portal.documents.typeset import render_typst
from portal.tenancy.scope import Actor
from wagepay.enums import PaymentState
from wagepay.models import Engagement, PaymentLine, PayrollLine, PayrollSheet


def payslips_pdf(actor: Actor, sheet: PayrollSheet, mark: str, on: dt.date) -> bytes:
    """Four slips on a page in the order of the teams; numbers masked, the worker knows his own."""
    lines = list(PayrollLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, sheet=sheet).order_by("team", "row"))
    engaged = Engagement.objects.visible_to(actor).filter(project=sheet.project, employer=sheet.employer, id_index__in=[line.person for line in lines])
    numbers = {bytes(row.id_index): str(row.id_number) for row in engaged}
    paid = defaultdict(list)
    rows = PaymentLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, employer=sheet.employer, state=PaymentState.SUCCESS)
    for row in rows.order_by("paid_on", "line_key"):
        paid[bytes(row.person)].append(f"{row.paid_on} {row.get_channel_display()} {row.amount:,.2f} 元")
    data = {
        "title": f"{sheet.month.year}年{sheet.month.month}月工资清单",
        "employer": sheet.employer.name_on(on),
        "project": sheet.project.name,
        "mark": mark,
        "slips": [_slip(line, numbers.get(bytes(line.person), ""), paid[bytes(line.person)]) for line in lines],
    }
    return render_typst("payslips.typ", data, on)


def _slip(line: PayrollLine, number: str, paid: list[str]) -> dict:
    return {
        "name": line.name,
        "number": number,
        "team": line.team or "—",
        "card": str(line.card or "—"),
        "rows": [
            ["工日", "—" if line.days is None else f"{line.days.normalize():f}"],
            ["单价", "—" if line.rate is None else f"{line.rate:,.2f}"],
            ["应发", f"{line.gross:,.2f}"],
            ["扣款", f"{line.deduction:,.2f}"],
            ["已支生活费", f"{line.advance:,.2f}"],
            ["实发", f"{line.net:,.2f}"],
        ],
        "paid": "；".join(paid) or "还没有发放",
        "note": line.note,
    }
