"""Exports of a list: the same columns as the screen, as a workbook or as text; no cell can become a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse

from portal.lib.columns import Column
from portal.lib.errors import Refused
from portal.lib.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
MAX_ROWS = 50_000  # more is a job of its own: a workbook in a web request must end in seconds
FORMATS = {
    "money": "#,##0.00",
    "wan": "#,##0.00",
    "int": "#,##0",
    "number": "#,##0.##",
    "rate": "0.0%",
    "date": "yyyy-mm-dd",
    "day": "yyyy-mm-dd",
    "month": "yyyy-mm",
}


def xlsx_response(table: Table, name: str) -> HttpResponse:
    """All filtered rows as a workbook named ``name``."""
    _check_size(table)
    content = xlsx_bytes(table.export_columns, table.export_rows(), title=name)
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(f"{name}.xlsx")
    return response


def csv_response(table: Table, name: str) -> StreamingHttpResponse:
    """All filtered rows as UTF-8 text with a mark that Excel understands."""
    _check_size(table)
    response = StreamingHttpResponse(_csv_lines(table.export_columns, list(table.export_rows())), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = attachment(f"{name}.csv")
    return response


def xlsx_bytes(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """A workbook with one sheet: headings frozen, numbers as numbers, everything else as text."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "remove_timezone": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "bg_color": "#F7F8FA", "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        formats = [book.add_format({"num_format": _number_format(c)}) for c in columns]
        for i, column in enumerate(columns):
            sheet.write_string(0, i, column.heading, head)
            sheet.set_column(i, i, max(10, min(40, (column.width or 160) // 8)))
        sheet.freeze_panes(1, 0)
        for y, row in enumerate(rows, start=1):
            for x, value in enumerate(row):
                _write(sheet, y, x, value, formats[x])
    return buffer.getvalue()


def safe_text(value: Any) -> str:
    """Text that no spreadsheet reads as a formula: a leading apostrophe before ``= + - @`` and control characters."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def attachment(name: str) -> str:
    """The Content-Disposition of a Chinese file name."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


def _check_size(table: Table) -> None:
    if table.total > MAX_ROWS:
        raise Refused(f"共 {table.total} 条，一次最多导出 {MAX_ROWS} 条。请先用筛选缩小范围。", "export_too_large")


def _number_format(column: Column) -> str:
    if column.kind in ("instant", "d3"):
        return "yyyy-mm-dd hh:mm"
    return FORMATS.get(column.kind, "@")


def _write(sheet: Any, y: int, x: int, value: Any, cell_format: Any) -> None:
    match value:
        case None | "":
            sheet.write_blank(y, x, None, cell_format)
        case bool():
            sheet.write_string(y, x, "是" if value else "否", cell_format)
        case int() | Decimal() | float():
            sheet.write_number(y, x, value, cell_format)
        case dt.datetime() | dt.date():
            sheet.write_datetime(y, x, value, cell_format)
        case _:
            sheet.write_string(y, x, str(value), cell_format)


def _sheet_name(title: str) -> str:
    return "".join("_" if ch in r"[]:*?/\'" else ch for ch in title)[:31] or "导出"


class _Echo:
    """csv writes into it and gets the line back."""

    def write(self, line: str) -> str:
        return line


def _csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([safe_text(c.heading) for c in columns])
    for row in rows:
        yield writer.writerow([_csv_value(v) for v in row])


def _csv_value(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, Decimal, float)):
        return str(value)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return safe_text(value)
