"""From a workbook to rows of a ledger: cells read, units settled, duplicates told; nothing here touches the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.lib import uscc
from portal.lib.money import fen
from portal.lib.sheets.choose import find_table
from portal.lib.sheets.columns import as_letters
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.records import read_columns
from portal.lib.sheets.table import Table, is_blank
from projects.ledger.form import AMOUNTS, FLAG_COLUMNS, LEDGER, PARTIES
from projects.words import plain

LIMIT = Decimal(10) ** 12


@dataclass(slots=True)
class LedgerRow:
    """One project as the sheet tells it; ``values`` holds only what was written."""

    at: int  # row counted from 0
    values: dict[str, Any]


@dataclass(slots=True)
class LedgerSheet:
    """The table, its rows, and a way to put a finding at a cell."""

    table: Table | None
    rows: list[LedgerRow]
    findings: Findings

    def flag(self, code: str, row: LedgerRow, field: str, /, **words: object) -> None:
        """At the field's cell; without such a column at the party's or the project's name."""
        mapping = self.table.mapping
        column = mapping.get(field, mapping.get(field.replace("_uscc", "_name"), mapping["name"]))
        self.findings.add(code, self.table.sheet, row.at, column, **{"label": LEDGER.by_name[field].label} | words)

    @property
    def mapping(self) -> dict[str, str]:
        return as_letters(self.table.mapping) if self.table else {}


def read_ledger(workbook: Workbook, findings: Findings) -> LedgerSheet:
    """Find the table and read every row; what is wrong becomes findings, all at once."""
    table = find_table(workbook, LEDGER, findings)
    if table is None:
        return LedgerSheet(None, [], findings)
    columns = read_columns(table, findings)
    if not table.records:
        findings.add("rows_missing", table.sheet, table.header.row, 0)
    sheet = LedgerSheet(table, [LedgerRow(at, _written(columns, place)) for place, at in enumerate(table.records)], findings)
    _tell_skipped(sheet)
    for row in sheet.rows:
        _settle(sheet, row)
    _tell_duplicates(sheet)
    return sheet


def _written(columns: dict[str, list[Any]], place: int) -> dict[str, Any]:
    return {name: values[place] for name, values in columns.items() if values[place] is not None and name != "serial"}


def _settle(sheet: LedgerSheet, row: LedgerRow) -> None:
    """Units of amounts, flags of one cell, pay day's month, check signs."""
    values = row.values
    for name in AMOUNTS:
        if name in values:
            amount = fen(values[name] * (10_000 if _in_ten_thousands(sheet.table, name) else 1))
            if not 0 <= amount < LIMIT:
                sheet.flag("too_large", row, name, value="")
                values.pop(name)
            else:
                values[name] = amount
    values |= values.pop("flags", {}) | {name: values[name] for name in FLAG_COLUMNS if name in values}
    if "pay_day" in values:
        offset, values["pay_day"] = values["pay_day"]
        values |= {} if offset is None else {"pay_month_offset": offset}
    for prefix in PARTIES:
        code = values.get(f"{prefix}_uscc")
        if code and uscc.check(code).warning:
            sheet.flag("uscc_check_sign", row, f"{prefix}_uscc")


def _in_ten_thousands(table: Table, name: str) -> bool:
    """Whether the heading of the column says 万元."""
    column = table.mapping[name]
    return any("万" in str(table.sheet.cell(table.header.row + step, column)) for step in range(table.header.depth))


def _tell_skipped(sheet: LedgerSheet) -> None:
    """A row with something under 项目名称 that was taken for a note must not vanish silently."""
    column = sheet.table.mapping["name"]
    for at, _ in sheet.table.notes:
        if not is_blank(sheet.table.sheet.cell(at, column)):
            sheet.findings.add("row_skipped", sheet.table.sheet, at, column)


def _tell_duplicates(sheet: LedgerSheet) -> None:
    seen: dict[tuple, int] = {}
    for row in sheet.rows:
        for key in _keys(row.values):
            if key in seen:
                sheet.flag("duplicate", row, "name", row=seen[key] + 1)
                break
        for key in _keys(row.values):
            seen.setdefault(key, row.at)


def _keys(values: dict[str, Any]) -> Iterator[tuple]:
    """By what a row is the same project: its code, or its name with its contractor in its county."""
    if "code" in values:
        yield ("code", values["code"].upper())
    elif "name" in values:
        yield ("name", values.get("region"), plain(values["name"]), values.get("contractor_uscc") or plain(values.get("contractor_name", "")))
