"""From a workbook to rows of people; nothing here touches the database."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.user_sheet.form import PEOPLE
from portal.lib.sheets.choose import find_table
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.records import read_columns
from portal.lib.sheets.table import Table, is_blank


@dataclass(slots=True)
class PersonRow:
    """One person as the sheet tells him; ``values`` holds only what was written."""

    at: int  # row counted from 0
    values: dict[str, Any]


@dataclass(slots=True)
class PeopleSheet:
    """The table, its rows, and a way to put a finding at a cell."""

    table: Table | None
    rows: list[PersonRow]
    findings: Findings

    def flag(self, code: str, row: PersonRow, field: str, /, **words: object) -> None:
        """At the field's cell; without such a column at the account."""
        mapping = self.table.mapping
        column = mapping.get(field, mapping.get("username", 0))
        self.findings.add(code, self.table.sheet, row.at, column, **words)

    def is_blocked(self, row: PersonRow) -> bool:
        return any(finding.blocks and finding.row == row.at for finding in self.findings.items)


def read_people(workbook: Workbook, findings: Findings) -> PeopleSheet:
    """Find the table and read every row; what is wrong becomes findings, all at once."""
    table = find_table(workbook, PEOPLE, findings)
    if table is None:
        return PeopleSheet(None, [], findings)
    columns = read_columns(table, findings)
    if not table.records:
        findings.add("rows_missing", table.sheet, table.header.row, 0)
    sheet = PeopleSheet(table, [PersonRow(at, _written(columns, place)) for place, at in enumerate(table.records)], findings)
    _tell_skipped(sheet)
    _tell_twice(sheet)
    return sheet


def _written(columns: dict[str, list[Any]], place: int) -> dict[str, Any]:
    return {name: values[place] for name, values in columns.items() if values[place] is not None and name != "serial"}


def _tell_skipped(sheet: PeopleSheet) -> None:
    """A row with an account that was taken for a note must not vanish silently."""
    column = sheet.table.mapping.get("username")
    for at, _ in sheet.table.notes if column is not None else ():
        if not is_blank(sheet.table.sheet.cell(at, column)):
            sheet.findings.add("row_skipped", sheet.table.sheet, at, column)


def _tell_twice(sheet: PeopleSheet) -> None:
    seen: dict[str, int] = {}
    for row in sheet.rows:
        name = row.values.get("username")
        if name in seen:
            sheet.flag("username_twice", row, "username", row=seen[name] + 1)
        elif name:
            seen[name] = row.at
