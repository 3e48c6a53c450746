"""The empty payroll of a month, filled with the people who are registered: what is downloaded, completed in Excel or WPS, and uploaded again."""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xlsxwriter.worksheet import Worksheet

from portal.lib.sheets.addresses import a1, letters
from portal.lib.sheets.write import Book
from wagepay.payroll.pieces import Piece
from wagepay.payroll.rows import decimal_of

SPARE_ROWS = 20
CHOICES = "选项"
FIRST_ROW = 3


@dataclass(frozen=True, slots=True)
class Person:
    """One registered worker as the template shows him."""

    name: str
    id_number: str = ""
    trade: str = ""
    team: str = ""
    daily_rate: Decimal | None = None
    card_number: str = ""
    bank: str = ""
    days: Decimal | None = None
    share: Decimal | None = None  # his part of what the team made by the piece

    @property
    def gross(self) -> Decimal:
        """What the row's formula comes to: a sheet sent back as it was downloaded says the same as one that Excel has reckoned."""
        if self.share is not None:
            return self.share
        return (Decimal(self.days or 0) * Decimal(self.daily_rate or 0)).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Page:
    """The template's heading."""

    project: str
    contractor: str
    employer: str
    month: dt.date
    pieces: Sequence[Piece] = ()


PIECE_HEADS = ("班组", "分项", "计量单位", "工程量", "单价", "金额")
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "whole"),
    ("姓名", 11, "text"),
    ("身份证号码", 22, "text"),
    ("工种", 12, "text"),
    ("班组", 12, "text"),
    ("出勤天数", 10, "days"),
    ("日工资标准（元）", 12, "money"),
    ("应发工资", 13, "money"),
    ("扣款", 11, "money"),
    ("实发工资", 13, "money"),
    ("银行卡号", 24, "text"),
    ("开户银行", 14, "text"),
    ("本人签字", 14, "text"),
    ("备注", 16, "text"),
)
DAYS, RATE, GROSS, DEDUCTION, NET = 5, 6, 7, 8, 9
KINDS = {"whole": {"num_format": "0"}, "text": {"num_format": "@"}, "days": {"num_format": "0.##"}, "money": {"num_format": "#,##0.00"}}
QUANTITY = {"num_format": "0.###"}
GRID = {"border": 1, "border_color": "#B4BECB"}


def payroll_template(page: Page, people: Sequence[Person], trades: Sequence[str]) -> bytes:
    """One sheet as ``01`` of the samples, numbers of people as text, sums and products as formulas, a list to choose the trade from."""
    book = Book()
    sheet = book.sheet("工资支付表")
    write_heading(book, sheet, page)
    for place, person in enumerate(people):
        write_person(book, sheet, FIRST_ROW + place, place + 1, person)
    end = FIRST_ROW + len(people) + SPARE_ROWS
    for row in range(FIRST_ROW + len(people), end):
        for column, (_, _, kind) in enumerate(COLUMNS):
            sheet.write_blank(row, column, None, book.format(**KINDS[kind], **GRID))
    write_total(book, sheet, end, people)
    add_rules(sheet, page.month, end, trades)
    if page.pieces:
        write_pieces(book, page.pieces)
    choices = book.sheet(CHOICES)
    choices.hide()
    for row, trade in enumerate(trades):
        book.put(choices, row, 0, trade)
    return book.content()


def write_heading(book: Book, sheet: Worksheet, page: Page) -> None:
    last = len(COLUMNS) - 1
    for column, (_, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last, "", book.format("title"))
    book.put(sheet, 0, 0, f"{page.project}农民工工资支付表", "title")
    sheet.merge_range(1, 0, 1, last, "", book.format("text"))
    month = f"{page.month.year}年{page.month.month}月"
    book.put(sheet, 1, 0, f"总包单位：{page.contractor}    分包单位：{page.employer}    工资月份：{month}    单位：元", "text")
    book.row(sheet, 2, [title for title, _, _ in COLUMNS], "head")
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def write_person(book: Book, sheet: Worksheet, row: int, number: int, person: Person) -> None:
    values = [number, person.name, person.id_number, person.trade, person.team, person.days, person.daily_rate, None, None, None]
    for column, value in enumerate([*values, person.card_number, person.bank, None, None]):
        look = KINDS[COLUMNS[column][2]] | GRID
        if column == GROSS and person.share is not None:
            book.put(sheet, row, column, person.share, **look)
        elif column == GROSS:
            sheet.write_formula(row, column, f"=ROUND({a1(row, DAYS)}*{a1(row, RATE)},2)", book.format(**look), float(person.gross))
        elif column == NET:
            sheet.write_formula(row, column, f"=ROUND({a1(row, GROSS)}-{a1(row, DEDUCTION)},2)", book.format(**look), float(person.gross))
        else:
            book.put(sheet, row, column, value, **look)


def write_pieces(book: Book, pieces: Sequence[Piece]) -> None:
    """The team sheet beside the payroll, as it will be read again."""
    sheet = book.sheet("计件单")
    book.row(sheet, 0, PIECE_HEADS, "head")
    for row, piece in enumerate(pieces, 1):
        amounts = (Decimal(piece.measured), decimal_of(piece.price), decimal_of(piece.amount))
        for column, value in enumerate((piece.team, piece.item, piece.unit, *amounts)):
            book.put(sheet, row, column, value, **(KINDS["text"] if column < 3 else QUANTITY if column == 3 else KINDS["money"]), **GRID)
    sheet.set_column(0, len(PIECE_HEADS) - 1, 16)


def write_total(book: Book, sheet: Worksheet, row: int, people: Sequence[Person]) -> None:
    """Sums below the spare rows, and the line for signatures."""
    gross = sum(person.gross for person in people)
    sums = {DAYS: sum(person.days or 0 for person in people), GROSS: gross, DEDUCTION: 0, NET: gross}
    book.put(sheet, row, 0, "合计", "head")
    for column in range(1, len(COLUMNS)):
        if column in sums:
            formula = f"=SUM({letters(column)}{FIRST_ROW + 1}:{letters(column)}{row})"
            sheet.write_formula(row, column, formula, book.format(**KINDS[COLUMNS[column][2]], **GRID, bold=True), float(sums[column]))
        else:
            sheet.write_blank(row, column, None, book.format(**GRID))
    for column, text in ((0, "编制人："), (3, "劳资专管员："), (6, "项目经理："), (9, "日期：")):
        book.put(sheet, row + 1, column, text)


def add_rules(sheet: Worksheet, month: dt.date, end: int, trades: Sequence[str]) -> None:
    """What Excel refuses or asks about while it is being typed."""
    if trades:
        rule = {"validate": "list", "source": f"={CHOICES}!$A$1:$A${len(trades)}", "error_type": "information", "error_message": "请从列表里选工种。"}
        sheet.data_validation(FIRST_ROW, 3, end - 1, 3, rule)
    limit = monthrange(month.year, month.month)[1]
    days = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": limit, "error_message": f"出勤天数在 0 到 {limit} 之间。"}
    sheet.data_validation(FIRST_ROW, DAYS, end - 1, DAYS, days)
    for column in (RATE, DEDUCTION):
        money = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "请填数字，不填负数。"}
        sheet.data_validation(FIRST_ROW, column, end - 1, column, money)
    number = {"validate": "length", "criteria": "==", "value": 18, "error_type": "warning", "error_message": "身份证号应为 18 位。"}
    sheet.data_validation(FIRST_ROW, 2, end - 1, 2, number)
