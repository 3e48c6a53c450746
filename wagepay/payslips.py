"""工资清单: what each worker is given with his pay (条例第十五条): all of a sheet in one print, and his own on his phone."""

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import segno

from portal.documents.typeset import render_typst
from portal.tenancy.scope import Actor
from wagepay.enums import PaymentState
from wagepay.models import Engagement, PaymentLine, PayrollLine, PayrollSheet
from wagepay.own_months import OwnMonth
from wagepay.payroll.deductions import words_of

TEMPLATE = "payslips.typ"
NOT_YET = "还没有发放"


def payslips_pdf(actor: Actor, sheet: PayrollSheet, link: str, mark: str, on: dt.date) -> bytes:
    """Four slips on a page in the order of the teams; numbers masked, the worker knows his own. The code leads to his own pages."""
    lines = list(PayrollLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, sheet=sheet).order_by("team", "row"))
    engaged = Engagement.objects.visible_to(actor).filter(project=sheet.project, employer=sheet.employer, id_index__in=[line.person for line in lines])
    numbers = {bytes(row.id_index): str(row.id_number) for row in engaged}
    paid = defaultdict(list)
    rows = PaymentLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, employer=sheet.employer, state=PaymentState.SUCCESS)
    for row in rows.order_by("paid_on", "line_key"):
        paid[bytes(row.person)].append(row)
    heads = {"employer": sheet.employer.name_on(on), "project": sheet.project.name}
    made = made_by_team(sheet)
    slips = [_slip(line, numbers.get(bytes(line.person), ""), paid[bytes(line.person)], made.get(line.team)) | heads for line in lines]
    return _print(sheet.month, slips, mark, on, link)


def own_payslips_pdf(parts: Sequence[OwnMonth], number: str, mark: str, on: dt.date) -> bytes:
    """The worker's own slips of one month, one for each employer whose sheet has him."""
    slips = [
        _slip(part.line, number, [row for row in part.payments if row.state == PaymentState.SUCCESS])
        | {"employer": part.row.employer.name_on(on), "project": part.row.project.name}
        for part in parts
        if part.line
    ]
    return _print(parts[0].row.month, slips, mark, on)


def _print(month: dt.date, slips: list[dict[str, Any]], mark: str, on: dt.date, link: str = "") -> bytes:
    picture = io.BytesIO()
    if link:
        segno.make(link, error="m", micro=False).save(picture, kind="svg", border=1, dark="#000", light="#fff")
    data = {"title": f"{month.year}年{month.month}月工资清单", "mark": mark, "code": picture.getvalue().decode(), "slips": slips}
    return render_typst(TEMPLATE, data, on)


def made_by_team(sheet: PayrollSheet) -> dict[str, Decimal]:
    """What each team was paid for by the piece."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for piece in sheet.pieces or ():
        sums[piece["team"]] += Decimal(piece["amount"])
    return dict(sums)


def _slip(line: PayrollLine, number: str, paid: Sequence[PaymentLine], made: Decimal | None = None) -> dict[str, Any]:
    pieces = f"计件：班组共 {made:,.2f} 元，本人分得 {line.gross:,.2f} 元" if made else ""
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
        "paid": "；".join(f"{row.paid_on} {row.get_channel_display()} {row.amount:,.2f} 元" for row in paid) or NOT_YET,
        "taken": "；".join(words_of(line.deductions, line.deduction)) if line.deductions else "",
        "note": "；".join(filter(None, (pieces, line.note))),
    }
