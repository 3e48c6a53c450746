"""The 17-column table as a workbook: printed figures as numbers, the exact ones on a second sheet with their 口径."""

import datetime as dt
import io

import xlsxwriter

from campaigns.paper import NOTES, SIGNERS, heading, other_lines, reporter, rounding_note
from campaigns.winter_columns import COLUMNS, GROUPS, PAIRS, ROWS, in_unit
from campaigns.winter_table import WinterTable

_HEAD, _NAMES, _PARTS, _NUMBERS, _FIRST = 2, 3, 4, 5, 6
_LAST = len(COLUMNS) + 1


def table_workbook(table: WinterTable, made_on: dt.date, places: str = "") -> bytes:
    """Two sheets without a single formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("17栏表")
    _title(book, sheet, table, made_on, places)
    _heading(book, sheet)
    _figures(book, sheet, table)
    _below(sheet, table)
    _layout(sheet)
    _exact_sheet(book, table)
    book.close()
    return buffer.getvalue()


def _title(book, sheet, table: WinterTable, made_on: dt.date, places: str) -> None:
    sheet.merge_range(0, 0, 0, _LAST, heading(table), book.add_format({"bold": True, "font_size": 16, "align": "center"}))
    sheet.write_string(1, 0, reporter(table, places))
    sheet.write_string(1, 12, f"制表时间：{made_on.isoformat()}　数据截至 {table.until.isoformat()}")


def _heading(book, sheet) -> None:
    """Three levels as in the notice, then the line of column numbers."""
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    plain = book.add_format({"align": "center", "border": 1})
    for column, text in enumerate(("甲", "序号")):
        sheet.merge_range(_HEAD, column, _PARTS, column, text, head)
        sheet.write_blank(_NUMBERS, column, None, plain)
    for words, first, last in GROUPS:
        sheet.merge_range(_HEAD, first + 1, _HEAD, last + 1, words, head)
    paired = {number: name for number, name in PAIRS}
    for figure in COLUMNS:
        at = figure.number + 1
        sheet.write_number(_NUMBERS, at, figure.number, plain)
        if figure.number in paired:
            sheet.merge_range(_NAMES, at, _NAMES, at + 1, f"{paired[figure.number]}（{figure.unit}）", head)
            sheet.write_string(_PARTS, at, "合计", head)
            sheet.write_string(_PARTS, at + 1, "其中：农民工", head)
        elif figure.number - 1 not in paired:
            sheet.merge_range(_NAMES, at, _PARTS, at, f"{figure.name}（{figure.unit}）", head)


def _figures(book, sheet, table: WinterTable) -> None:
    whole, four = (book.add_format({"border": 1, "num_format": form}) for form in ("#,##0", "#,##0.0000"))
    name = book.add_format({"border": 1})
    for number, (row, row_name) in enumerate(ROWS):
        sheet.write_string(_FIRST + number, 0, row_name, name)
        sheet.write_number(_FIRST + number, 1, number + 1, name)
        for figure in COLUMNS:
            value = in_unit(figure, table.cells[row][figure.number])
            sheet.write_number(_FIRST + number, figure.number + 1, value, four if figure.in_ten_thousands else whole)


def _below(sheet, table: WinterTable) -> None:
    notes = tuple(f"备注{n}：{note}" for n, note in enumerate(NOTES, start=1))
    texts = ("其他情况：", *other_lines(table), *notes, *filter(None, [rounding_note(table)]), "　　　　".join(SIGNERS))
    for offset, text in enumerate(texts):
        sheet.write_string(_FIRST + len(ROWS) + 1 + offset, 0, text)


def _layout(sheet) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(2, _LAST, 11)
    sheet.set_row(_NAMES, 48)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _exact_sheet(book, table: WinterTable) -> None:
    sheet = book.add_worksheet("口径与精确数")
    for column, text in enumerate(("栏", "名称", "单位", "口径", *(name for _, name in ROWS))):
        sheet.write_string(0, column, text)
    for line, figure in enumerate(COLUMNS, start=1):
        sheet.write_number(line, 0, figure.number)
        for column, text in enumerate((f"{figure.group}·{figure.name}", figure.exact_unit, figure.words), start=1):
            sheet.write_string(line, column, text)
        for column, (row, _) in enumerate(ROWS, start=4):
            sheet.write_number(line, column, table.cells[row][figure.number])
    sheet.set_column(1, 1, 32)
    sheet.set_column(3, 3, 60)
