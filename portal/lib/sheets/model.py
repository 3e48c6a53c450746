"""A workbook as the portal sees it: sheets of rows of plain values, nothing of styles, formulas or objects."""

import datetime as dt
from dataclasses import dataclass, field

from portal.lib.sheets.prescan import Troubles

Cell = str | float | bool | dt.date | dt.datetime
"""Empty is ``""``; every number is a float, because that is what a spreadsheet holds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet. Row 1 is ``rows[0]``; a row ends with its last filled cell."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    troubles: Troubles = field(default_factory=Troubles)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The value at a place counted from 0; beyond the sheet's edge everything is empty."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


class Pages:
    """What can be asked of a workbook's sheets."""

    kind: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    @property
    def filled(self) -> tuple[Sheet, ...]:
        """The sheets with anything in them."""
        return tuple(sheet for sheet in self.sheets if sheet.rows)


@dataclass(frozen=True)
class Workbook(Pages):
    """All worksheets of one file in their order."""

    kind: str
    sheets: tuple[Sheet, ...]


def kind_of(value: Cell) -> str:
    """empty | text | number | bool | date | datetime: what a cell holds."""
    if value == "" and isinstance(value, str):
        return "empty"
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, dt.datetime):
        return "datetime"
    return "date" if isinstance(value, dt.date) else "number"
