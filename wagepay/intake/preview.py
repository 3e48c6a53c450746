"""Rows of a sheet, the faulty ones or all, as a page may show them: the recognised columns, numbers of people masked, names down to the surname."""

from collections.abc import Mapping, Sequence
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
    """Columns with their letters and names, and the rows that have findings, each cell with the worst that was found in it.

    Where there are too many, those that keep the sheet out are shown rather than those that are only to be looked at.
    """
    sheet = workbook.sheet(read.sheet)
    if sheet is None:
        return {"columns": [], "rows": [], "more": 0}
    marks = _marks(read.findings, read.sheet)
    faulty = sorted({row for row, _ in marks if row >= read.header_row})
    blocking = {row for (row, _), mark in marks.items() if mark == "err"}
    shown = sorted(sorted(faulty, key=lambda row: row not in blocking)[:MAX_ROWS])
    return _grid(sheet, read.mapping, form, marks, shown) | {"more": max(0, len(faulty) - MAX_ROWS), "header_row": read.header_row}


def page_of(workbook: Pages, result: Mapping[str, Any], findings: Sequence[Finding], form: Form, page: int) -> dict[str, Any]:
    """The same for every row below the heading that holds anything, so many to a page: also what nobody found fault with may be wrong.

    ``result`` is what the last check kept; ``page`` counts from 1, beyond the end it is the last.
    """
    sheet = workbook.sheet(result["sheet"])
    if sheet is None:
        return {"columns": [], "rows": [], "more": 0}
    filled = [row for row in range(result["header_row"], len(sheet.rows)) if any(cell != "" for cell in sheet.rows[row])]
    pages = max(1, -(-len(filled) // MAX_ROWS))
    page = min(max(page, 1), pages)
    shown = filled[(page - 1) * MAX_ROWS : page * MAX_ROWS]
    grid = _grid(sheet, result["mapping"], form, _marks(findings, sheet.name), shown)
    return grid | {"more": 0, "header_row": result["header_row"], "page": page, "pages": pages, "total": len(filled)}


def _grid(sheet: Sheet, mapping: Mapping[str, str], form: Form, marks: Mapping[tuple[int, int], str], rows: Sequence[int]) -> dict[str, Any]:
    marked = {column for _, column in marks}
    fields = sorted(((column_index(letter), name) for name, letter in mapping.items() if name in form.by_name))
    fields = [(column, name) for column, name in fields if name not in SECONDARY or column in marked]
    return {
        "columns": [{"letter": letters(column), "label": form.by_name[name].label, "numeric": name in NUMERIC} for column, name in fields],
        "rows": [{"row": row + 1, "cells": [_cell(sheet, row, column, name, marks.get((row, column), "")) for column, name in fields]} for row in rows],
    }


def _cell(sheet: Sheet, row: int, column: int, name: str, mark: str) -> dict[str, Any]:
    """``hidden``: what stands there is shown in part, so the page cannot offer it for change."""
    text = shown_cell(sheet.cell(row, column), name)
    return {"text": text, "mark": mark, "numeric": name in NUMERIC, "ref": a1(row, column), "hidden": name in MASKS or name in NAMES}


def _marks(findings: Sequence[Finding], sheet: str) -> dict[tuple[int, int], str]:
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
