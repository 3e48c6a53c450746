"""From a workbook to rows of a ledger: cells read, units settled, duplicates told; nothing here touches the database."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from portal.lib import uscc
from portal.lib.money import fen
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.listing import Listing, Row, read_listing
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.table import Table
from projects.ledger.form import AMOUNTS, FLAG_COLUMNS, LEDGER, PARTIES
from projects.words import plain

LIMIT = Decimal(10) ** 12
# A party without a column for its code is pointed at by its name.
BESIDE = {f"{prefix}_uscc": f"{prefix}_name" for prefix in PARTIES}


def read_ledger(workbook: Workbook, findings: Findings) -> Listing:
    """Every row with its units settled, each project once."""
    ledger = read_listing(workbook, LEDGER, findings, key="name", beside=BESIDE)
    for row in ledger.rows:
        _settle(ledger, row)
    _tell_duplicates(ledger)
    return ledger


def _settle(sheet: Listing, row: Row) -> None:
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


def _tell_duplicates(sheet: Listing) -> None:
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
