"""A list read from a workbook: one row a thing, its values as they were written, and findings at their cells; nothing here touches the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.lib.sheets.choose import find_table, read_records
from portal.lib.sheets.columns import Form, as_letters
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.table import Table, is_blank


@dataclass(slots=True)
class Row:
    """One thing as the sheet tells it; ``values`` holds only what was written."""

    at: int  # row counted from 0
    values: dict[str, Any]


@dataclass(slots=True)
class Listing:
    """The table, its rows, and a way to put a finding at a cell.

    ``key`` is the field by which a row is known. ``beside`` names the field whose cell stands in for one without a column;
    the key's does for all others.
    """

    form: Form
    key: str
    table: Table | None
    findings: Findings
    rows: list[Row] = field(default_factory=list)
    beside: Mapping[str, str] = field(default_factory=dict)

    def flag(self, code: str, row: Row, name: str, /, **words: object) -> None:
        """At the field's cell, or at the one that stands in for it."""
        mapping = self.table.mapping
        column = mapping.get(name, mapping.get(self.beside.get(name, self.key), mapping.get(self.key, 0)))
        self.findings.add(code, self.table.sheet, row.at, column, **{"label": self.form.by_name[name].label} | words)

    def is_blocked(self, row: Row) -> bool:
        return any(finding.blocks and finding.row == row.at for finding in self.findings.items)

    @property
    def mapping(self) -> dict[str, str]:
        return as_letters(self.table.mapping) if self.table else {}

    def tell_twice(self, code: str) -> None:
        """Rows known by what an earlier row is known by."""
        seen: dict[Any, int] = {}
        for row in self.rows:
            known = row.values.get(self.key)
            if known in seen:
                self.flag(code, row, self.key, row=seen[known] + 1)
            elif known:
                seen[known] = row.at


def read_listing(workbook: Workbook, form: Form, findings: Findings, *, key: str, beside: Mapping[str, str] | None = None) -> Listing:
    """Find the table and read every row; what is wrong becomes findings, all at once."""
    table = find_table(workbook, form, findings)
    listing = Listing(form, key, table, findings, beside=beside or {})
    if table is None:
        return listing
    listing.rows = [Row(number - 1, _written(values, form.serial)) for number, values in read_records(table, findings)]
    _tell_skipped(listing)
    return listing


def _written(values: dict[str, Any], serial: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and name != serial}


def _tell_skipped(listing: Listing) -> None:
    """A row with something under its key that was taken for a note must not vanish silently."""
    table, column = listing.table, listing.table.mapping.get(listing.key)
    for at, _ in table.notes if column is not None else ():
        if not is_blank(table.sheet.cell(at, column)):
            listing.findings.add("row_skipped", table.sheet, at, column)
