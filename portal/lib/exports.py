"""Exports of a list: the same columns as the screen, as a workbook or as text; no cell can become a formula.

Every file says who made it and when: a mark behind the cells, in the foot of each printed page and on a sheet of its own.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

from portal.lib.columns import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
CSV = "text/csv; charset=utf-8"
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


@dataclass(frozen=True)
class Stamp:
    """Who took a list out of the portal, when, and under which serial; whoever finds the file can ask back."""

    serial: str
    account: str
    name: str
    organisation: str
    at: dt.datetime
    question: str = ""

    @property
    def line(self) -> str:
        """In words, for feet and pages."""
        return f"{self.organisation} {self.name}（{self.account}） {self.at:%Y-%m-%d %H:%M} {self.serial}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("导出人", f"{self.name}（{self.account}）"), ("单位", self.organisation), ("导出时间", f"{self.at:%Y-%m-%d %H:%M:%S}"),
            ("编号", self.serial), ("筛选条件", self.question or "无"), ("提示", "仅限本次工作使用，不得转发；本文件可按编号追溯到导出人。"),
        ]  # fmt: skip


def xlsx_bytes(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, title: str, stamp: Stamp | None = None) -> bytes:
    """A workbook: headings frozen, numbers as numbers, everything else as text; with a stamp, marked with it."""
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
        if stamp is not None:
            _mark(book, sheet, stamp, head)
    return buffer.getvalue()


def csv_bytes(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, stamp: Stamp | None = None) -> bytes:
    """UTF-8 text with a mark that Excel understands; the stamp stands in the last line."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe_text(c.heading) for c in columns])
    for row in rows:
        writer.writerow([_csv_value(v) for v in row])
    if stamp is not None:
        writer.writerow([f"导出：{stamp.line}"])
    return f"\ufeff{text.getvalue()}".encode()


def _mark(book: xlsxwriter.Workbook, sheet: Any, stamp: Stamp, head: Any) -> None:
    sheet.set_footer(f"&L{stamp.line.replace('&', '&&')}&R&P / &N")
    sheet.set_background(io.BytesIO(_picture(f"{stamp.account}  {stamp.at:%Y-%m-%d %H:%M}  {stamp.serial}")))
    book.set_properties({"title": stamp.serial, "author": stamp.line})
    about = book.add_worksheet("导出说明")
    about.set_column(0, 0, 12)
    about.set_column(1, 1, 80)
    for y, (label, text) in enumerate(stamp.facts):
        about.write_string(y, 0, label, head)
        about.write_string(y, 1, text)


def _picture(text: str) -> bytes:
    """A pale slanting mark that Excel repeats behind the cells; account and serial are ASCII, so any font will do."""
    ground = Image.new("RGB", (560, 240), "white")
    ink = Image.new("L", (560, 40), 0)
    ImageDraw.Draw(ink).text((8, 8), text, fill=255, font=ImageFont.load_default(16))
    slanting = ink.rotate(18, expand=True)
    ground.paste(Image.new("RGB", slanting.size, "#DDE1E7"), (0, 8), slanting)
    buffer = io.BytesIO()
    ground.save(buffer, "PNG")
    return buffer.getvalue()


def safe_text(value: Any) -> str:
    """Text that no spreadsheet reads as a formula: a leading apostrophe before ``= + - @`` and control characters."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def attachment(name: str) -> str:
    """The Content-Disposition of a Chinese file name."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


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


def _csv_value(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, Decimal, float)):
        return str(value)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return safe_text(value)
