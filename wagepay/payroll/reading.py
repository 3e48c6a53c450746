"""One payroll being judged: its columns as values, what is known beside it, and the findings so far."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.lib.sheets.findings import Findings
from portal.lib.sheets.table import Table, is_blank
from wagepay.payroll.facts import Facts, Persons
from wagepay.payroll.heading import Heading

MAX_ROWS_NAMED = 5


@dataclass(slots=True)
class Reading:
    """Places in the columns count the records from 0; ``flag`` turns them into cells."""

    table: Table
    columns: dict[str, list[Any]]
    heading: Heading
    facts: Facts
    findings: Findings
    persons: Persons = ()
    cards: Persons = ()

    def flag(self, code: str, place: int, field: str, **words: object) -> None:
        """A finding at the field's cell of a record; without such a column, at the name."""
        column = self.table.mapping.get(field, self.table.mapping.get("name", 0))
        self.findings.add(code, self.table.sheet, self.table.records[place], column, **words)

    def flag_heading(self, code: str, field: str, **words: object) -> None:
        """A finding about a whole column, at its heading."""
        header = self.table.header
        self.findings.add(code, self.table.sheet, header.row + header.depth - 1, header.mapping.get(field, 0), **words)

    def has(self, *fields: str) -> bool:
        return all(field in self.table.mapping for field in fields)

    def known(self, field: str) -> list[int]:
        """The field's numbers with nothing read as zero; for fields whose blanks mean none."""
        values = self.columns[field]
        return [value or 0 for value in values] if None in values else values

    def stated(self, field: str) -> list[int]:
        """What stands in the column itself, where the judged value is made of several."""
        return [value or 0 for value in self.columns.get(f"{field}_stated", self.columns[field])]

    def is_faulty(self, field: str, start: int, end: int) -> bool:
        """Whether a cell of these records could not be read, so that sums over them mean nothing."""
        values = self.columns[field][start:end]
        if None not in values:
            return False
        cells = self.table.column(field)[start:end]
        return any(value is None and not is_blank(cell) for value, cell in zip(values, cells, strict=True))

    def groups(self, field: str, least: int) -> list[list[int]]:
        """Places that share one value, in groups of at least ``least``."""
        values = self.columns[field]
        filled = [value for value in values if value is not None]
        if len(set(filled)) > len(filled) - least + 1:
            return []
        groups: dict[Any, list[int]] = defaultdict(list)
        for place, value in enumerate(values):
            if value is not None:
                groups[value].append(place)
        return [group for group in groups.values() if len(group) >= least]

    def other_rows(self, group: Iterable[int], place: int) -> str:
        """The row numbers of the others in a group."""
        return self.rows_named([other for other in group if other != place])

    def rows_named(self, places: Sequence[int]) -> str:
        """The first few row numbers."""
        rows = "、".join(str(self.table.records[place] + 1) for place in places[:MAX_ROWS_NAMED])
        return f"{rows} 等" if len(places) > MAX_ROWS_NAMED else rows


def yuan(fen: int) -> str:
    """An amount in a message: 1,000.00, without sign."""
    return f"{Decimal(abs(fen)).scaleb(-2):,.2f}"


def typed(hundredths: int) -> str:
    """A figure as it is typed into a cell: 1000.00."""
    return f"{Decimal(hundredths).scaleb(-2):.2f}"


def plain_days(hundredths: int) -> str:
    """Days in a message: 35, 20.5."""
    return f"{Decimal(hundredths) / 100:f}"
