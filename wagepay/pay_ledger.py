"""工资支付台账: the eleven particulars the law asks for (条例第十五条), of one employer's month."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.documents.typeset import TableColumn, render_table_pdf
from portal.lib.sheets.write import Book
from portal.tenancy.scope import Actor
from wagepay.enums import PaymentState
from wagepay.models import Engagement, PaymentBatch, PaymentLine, PayrollLine, PayrollSheet, SignedScan
from wagepay.payroll.deductions import words_of

HEADS = (
    "用人单位名称", "支付周期", "支付日期", "姓名", "身份证号码", "联系方式", "工作时间（工日）", "应发项目及数额（元）", "代扣、代缴、扣除项目及数额（元）",
    "实发数额（元）", "银行代发凭证或签字",
)  # fmt: skip
WIDTHS = (24, 16, 13, 10, 22, 15, 12, 22, 26, 14, 34)
PAPER = (30, 20, 19, 17, 35, 23, 15, 27, 30, 21, 0)
NOT_YET = "未发放"
# Particulars of a paper that has to name them all; an empty one is told, never filled in.
WATCHED = {2: "支付日期", 4: "身份证号码", 5: "联系方式", 6: "工作时间", 10: "凭证或签字"}


@dataclass(frozen=True)
class PayLedger:
    """The rows in the sheet's order with what the law asks for and nobody recorded."""

    sheet: PayrollSheet
    rows: list[tuple[Any, ...]]
    missing: dict[str, int]

    @property
    def total(self) -> Decimal:
        return sum((row[9] for row in self.rows), Decimal(0))

    @property
    def notes(self) -> list[str]:
        lacking = "、".join(f"{name} {count} 人" for name, count in self.missing.items())
        return [f"还缺：{lacking}。" if lacking else "十一项齐全。", "依据《保障农民工工资支付条例》第十五条编制，保存至工程完工且工资全部结清后至少三年。"]


def ledger_of(actor: Actor, sheet: PayrollSheet, on: dt.date) -> PayLedger:
    """Numbers stand in full, because the law asks for them: only an act that records it hands the ledger out."""
    lines = list(PayrollLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, sheet=sheet).order_by("row"))
    engaged = Engagement.objects.visible_to(actor).filter(project=sheet.project, employer=sheet.employer, id_index__in=[line.person for line in lines])
    people = {bytes(row.id_index): row for row in engaged}
    paid = _payments(actor, sheet)
    vouchers = _vouchers(actor, sheet)
    is_signed = SignedScan.objects.visible_to(actor).filter(sheet=sheet).exists()
    name = sheet.employer.name_on(on)
    rows = [_row(name, line, people.get(bytes(line.person)), paid[bytes(line.person)], vouchers, is_signed) for line in lines]
    missing = {label: count for place, label in WATCHED.items() if (count := sum(row[place] in ("", None, NOT_YET) for row in rows))}
    return PayLedger(sheet, rows, missing)


def _payments(actor: Actor, sheet: PayrollSheet) -> dict[bytes, list[PaymentLine]]:
    found: dict[bytes, list[PaymentLine]] = defaultdict(list)
    rows = PaymentLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, employer=sheet.employer, state=PaymentState.SUCCESS)
    for row in rows.order_by("paid_on", "line_key"):
        found[bytes(row.person)].append(row)
    return found


def _vouchers(actor: Actor, sheet: PayrollSheet) -> list[str]:
    batches = PaymentBatch.objects.visible_to(actor).filter(project=sheet.project, employer=sheet.employer, month=sheet.month).exclude(voucher_number="")
    return list(batches.order_by("pk").values_list("voucher_number", flat=True))


def _row(employer: str, line: PayrollLine, person: Engagement | None, paid: Sequence[PaymentLine], vouchers: list[str], is_signed: bool) -> tuple[Any, ...]:
    last = (line.month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    taken = [*words_of(line.deductions, line.deduction), *([f"已支生活费 {line.advance:.2f}"] if line.advance else [])]
    proofs = [f"{row.get_channel_display()} {row.reference}".strip() for row in paid] + (vouchers if paid else []) + (["本人签字表"] if is_signed else [])
    return (
        employer,
        f"{line.month:%Y-%m-%d} 至 {last:%Y-%m-%d}",
        "、".join(dict.fromkeys(f"{row.paid_on}" for row in paid)) or NOT_YET,
        line.name,
        person.id_number.plain() if person else "",
        person.phone.plain() if person and person.phone else "",
        line.days,
        f"{_items(line)} {line.gross:.2f}",
        "；".join(taken) or "无",
        line.net,
        "；".join(dict.fromkeys(proofs)),
    )


def _items(line: PayrollLine) -> str:
    return f"工资（{line.days:.2f} 工日 × {line.rate:.2f}）" if line.days and line.rate and line.days * line.rate == line.gross else "工资"


def ledger_xlsx(ledger: PayLedger, title: str) -> bytes:
    book = Book()
    page = book.sheet("工资支付台账")
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.merge_range(0, 0, 0, len(HEADS) - 1, "", book.format("title"))
    book.put(page, 0, 0, title, "title")
    book.row(page, 1, HEADS, "head")
    page.freeze_panes(2, 4)
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    for number, row in enumerate(ledger.rows, 2):
        for column, value in enumerate(row):
            kinds = ("money",) if column == 9 else () if isinstance(value, Decimal) else ("text",)
            book.put(page, number, column, value, *kinds)
    end = len(ledger.rows) + 2
    book.put(page, end, 0, "合计", "head")
    book.put(page, end, 9, ledger.total, "money", bold=True)
    for place, note in enumerate(ledger.notes, 1):
        book.put(page, end + place, 0, note)
    return book.content()


def ledger_pdf(ledger: PayLedger, title: str, mark: str, on: dt.date) -> bytes:
    heads = [TableColumn(label, width, "right" if place in (6, 9) else "left") for place, (label, width) in enumerate(zip(HEADS, PAPER, strict=True))]
    rows = [[f"{value:,.2f}" if isinstance(value, Decimal) else value for value in row] for row in ledger.rows]
    month = f"{ledger.sheet.month.year}年{ledger.sheet.month.month}月"
    sums = ("合计", "", "", f"{len(rows)} 人", "", "", "", f"{ledger.sheet.gross:,.2f}", f"{ledger.sheet.deduction:,.2f}", f"{ledger.total:,.2f}", "")
    return render_table_pdf(
        title, heads, rows, lines=(f"项目：{ledger.sheet.project.name}", month, "单位：元"), sums=sums, notes=ledger.notes, mark=mark, size=7.5, on=on
    )
