"""What the readers of this package share: find the table, read its columns, say what is wrong where."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.lib.sheets.choose import find_table
from portal.lib.sheets.columns import Form, as_letters
from portal.lib.sheets.findings import Finding, Findings, Kind, Severity
from portal.lib.sheets.model import Pages
from portal.lib.sheets.records import read_columns
from portal.lib.sheets.table import Table

Person = Hashable
MAX_ROWS_NAMED = 5


@dataclass(frozen=True)
class Corrections:
    """What a user or his enterprise corrected: columns for this file, remembered columns by heading, severities of the tenant."""

    mapping: Mapping[str, str] | None = None
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """Rows, what the columns were taken for, and every finding; one block keeps the whole file out."""

    rows: list[Any]
    findings: list[Finding]
    mapping: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    sheet: str = ""
    header_row: int = 0

    @property
    def blocks(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]


@dataclass
class Opened:
    """A table under the reader's hand; places in the columns count the records from 0."""

    table: Table
    columns: dict[str, list[Any]]
    findings: Findings

    def flag(self, code: str, place: int, column_name: str, **words: object) -> None:
        """A finding at a record's cell; without such a column, at the record's first column."""
        column = self.table.mapping.get(column_name, min(self.table.mapping.values(), default=0))
        self.findings.add(code, self.table.sheet, self.table.records[place], column, **words)

    def has(self, name: str) -> bool:
        return name in self.table.mapping

    def rows_named(self, places: Sequence[int]) -> str:
        """The first few row numbers as people see them."""
        named = "、".join(str(self.table.records[place] + 1) for place in places[:MAX_ROWS_NAMED])
        return f"{named} 等" if len(places) > MAX_ROWS_NAMED else named

    def groups(self, name: str, least: int = 2) -> list[list[int]]:
        """Places that share one value."""
        by_value: dict[Any, list[int]] = {}
        for place, value in enumerate(self.columns[name]):
            if value is not None:
                by_value.setdefault(value, []).append(place)
        return [group for group in by_value.values() if len(group) >= least]

    def finish(self, rows: list[Any]) -> Parsed:
        """The result, with what is only told left out."""
        header = self.table.header
        found = [finding for finding in self.findings.sorted() if finding.severity != Severity.INFO]
        return Parsed(rows, found, as_letters(header.mapping), header.fingerprint, self.table.sheet.name, header.row + header.depth)


def open_table(workbook: Pages, form: Form, kinds: Mapping[str, Kind], corrections: Corrections) -> Opened | Parsed:
    """The sheet with most records of this form; ``Parsed`` with the reason where there is none."""
    findings = Findings(kinds, corrections.severities)
    table = find_table(workbook, form, findings, mapping=corrections.mapping, remembered=corrections.remembered)
    return opened(table, findings) if table else Parsed([], findings.sorted())


def opened(table: Table, findings: Findings) -> Opened:
    columns = read_columns(table, findings)
    if not table.records:
        findings.add("rows_missing", table.sheet, table.header.row, 0)
    return Opened(table, columns, findings)
