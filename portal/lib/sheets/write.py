"""Workbooks that the portal writes: text stays text, nothing typed by people becomes a formula or a link."""

import datetime as dt
import os
import re
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_TEXT = 32_767
MAX_SHEET_NAME = 31
LETTERS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
MEMORY_FOLDER = "/dev/shm"  # rows wait in a file while the book grows; a payroll's numbers wait in memory, not on the disk
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@"},
    "quoted": {"num_format": "@", "quote_prefix": True},
    "money": {"num_format": "#,##0.00"},
    "whole": {"num_format": "0"},
    "date": {"num_format": "yyyy-mm-dd"},
    "instant": {"num_format": "yyyy-mm-dd hh:mm"},
    "head": {"bold": True, "bg_color": "#EFF4FB", "border": 1, "border_color": "#B4BECB", "align": "center", "valign": "vcenter", "text_wrap": True},
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "wrap": {"text_wrap": True, "valign": "top"},
}
_BAD_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


class Book:
    """One workbook in memory. Rows go in from the top: a row that is left is finished."""

    def __init__(self) -> None:
        self.buffer = BytesIO()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        if os.access(MEMORY_FOLDER, os.W_OK):
            options["tmpdir"] = MEMORY_FOLDER
        self.book = xlsxwriter.Workbook(self.buffer, options)
        self.book.set_calc_mode("auto")
        self._formats: dict[frozenset, Format] = {}
        self._names: set[str] = set()

    def sheet(self, name: str) -> Worksheet:
        """A new sheet; a name that Excel would refuse or that exists already is altered."""
        base = _BAD_IN_NAMES.sub(" ", name).strip()[:MAX_SHEET_NAME] or "Sheet"
        unique, number = base, 2
        while unique.lower() in self._names:
            unique = f"{base[: MAX_SHEET_NAME - 4]} {number}"
            number += 1
        self._names.add(unique.lower())
        return self.book.add_worksheet(unique)

    def format(self, *names: str, **more: Any) -> Format:
        """The named formats together, made once."""
        wanted: dict[str, Any] = {}
        for name in names:
            wanted |= FORMATS[name]
        wanted |= more
        key = frozenset(wanted.items())
        if key not in self._formats:
            self._formats[key] = self.book.add_format(wanted)
        return self._formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: Any, *names: str, **more: Any) -> None:
        """One value, written as what it is. A text that a spreadsheet could read as a formula is marked as text besides."""
        if value is None or value == "":
            if names or more:
                sheet.write_blank(row, column, None, self.format(*names, **more))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.format(*names, **more) if names or more else None)
        elif isinstance(value, int | float | Decimal):
            self._put_number(sheet, row, column, value, names, more)
        elif isinstance(value, dt.datetime):
            sheet.write_datetime(row, column, value.replace(tzinfo=None), self.format("instant", *names, **more))
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), self.format("date", *names, **more))
        else:
            text = str(value)[:MAX_TEXT]
            names = ("quoted", *names) if text.startswith(LETTERS_OF_FORMULAS) else names
            sheet.write_string(row, column, text, self.format(*names, **more) if names or more else None)

    def _put_number(self, sheet: Worksheet, row: int, column: int, value: int | float | Decimal, names: tuple[str, ...], more: dict[str, Any]) -> None:
        number = float(value)
        if number != number or number in (float("inf"), float("-inf")) or (isinstance(value, int) and abs(value) >= 10**15):
            sheet.write_string(row, column, str(value), self.format("text", *names, **more))
        else:
            sheet.write_number(row, column, number, self.format(*names, **more) if names or more else None)

    def row(self, sheet: Worksheet, row: int, values: Iterable[Any], *names: str, **more: Any) -> None:
        """Values side by side from the first column."""
        for column, value in enumerate(values):
            self.put(sheet, row, column, value, *names, **more)

    def content(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.buffer.getvalue()


def csv_text(value: Any) -> str:
    """A value for a csv: a text that a spreadsheet could run gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(LETTERS_OF_FORMULAS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(\.\d+)?", text) is not None
