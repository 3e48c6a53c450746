"""The faulty rows of a sheet as a page may show them: the recognised columns, numbers of people masked, names down to the surname."""

from typing import Any

from portal.lib.mask import BankCard, IdNumber, Phone
from portal.lib.names import mask_name
from portal.lib.sheets.addresses import a1, column_index, letters
from portal.lib.sheets.columns import Form
from portal.lib.sheets.findings import Finding
from portal.lib.sheets.model import Cell, Pages, Sheet
from wagepay.intake.target import Read

MAX_ROWS = 60
MASKS = {"id_number": IdNumber, "card_number": BankCard, "counterparty_number": BankCard, "phone": Phone}
NAMES = ("name", "payee")
NUMERIC = ("days", "daily_rate", "gross", "advance", "deduction", "net", "amount", "income", "outgo", "balance", "units", "hours", "total", "due_amount")
# Shown only where something was found in them: the page is narrower than the sheet.
SECONDARY = (
    "serial",
    "trade",
    "bank",
    "signature",
    "remark",
    "phone",
    "payee",
    "reference",
    "project",
    "worker_type",
    "is_migrant",
    "wage_form",
    "registered_on",
)
MONEY = ("daily_rate", "gross", "advance", "deduction", "net", "amount", "income", "outgo", "balance", "due_amount")


def preview_of(workbook: Pages, read: Read, form: Form) -> dict[str, Any]:
    """Columns with their letters and names, and the rows that have findings, each cell with the worst that was found in it."""
    sheet = workbook.sheet(read.sheet)
    if sheet is None:
        return {"columns": [], "rows": [], "more": 0}
    fields = sorted(((column_index(letter), name) for name, letter in read.mapping.items() if name in form.by_name))
    marks = _marks(read.findings, read.sheet)
    marked = {column for _, column in marks}
    fields = [(column, name) for column, name in fields if name not in SECONDARY or column in marked]
    faulty = sorted({row for row, _ in marks if row >= read.header_row})
    columns = [{"letter": letters(column), "label": form.by_name[name].label, "numeric": name in NUMERIC} for column, name in fields]
    rows = [{"row": row + 1, "cells": [_cell(sheet, row, column, name, marks.get((row, column), "")) for column, name in fields]} for row in faulty[:MAX_ROWS]]
    return {"columns": columns, "rows": rows, "more": max(0, len(faulty) - MAX_ROWS), "header_row": read.header_row}


def _cell(sheet: Sheet, row: int, column: int, name: str, mark: str) -> dict[str, Any]:
    """``hidden``: what stands there is shown in part, so the page cannot offer it for change."""
    text = shown_cell(sheet.cell(row, column), name)
    return {"text": text, "mark": mark, "numeric": name in NUMERIC, "ref": a1(row, column), "hidden": name in MASKS or name in NAMES}


def _marks(findings: list[Finding], sheet: str) -> dict[tuple[int, int], str]:
    """Place -> err | warn; a block outranks."""
    marks: dict[tuple[int, int], str] = {}
    for finding in findings:
        if finding.sheet == sheet and (finding.blocks or (finding.row, finding.column) not in marks):
            marks[finding.row, finding.column] = "err" if finding.blocks else "warn"
    return marks


def shown_cell(cell: Cell, name: str) -> str:
    """A cell of a recognised column as a page may show it."""
    if cell == "":
        return ""
    if name in MASKS:
        return str(MASKS[name](cell if isinstance(cell, str) else f"{cell:.0f}" if isinstance(cell, float) else str(cell)))
    if name in NAMES:
        return mask_name(str(cell))
    if isinstance(cell, float):
        return f"{cell:,.2f}" if name in MONEY else f"{cell:g}"
    return str(cell)[:30]
