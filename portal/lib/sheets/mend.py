"""Small mistakes mended without the file: cells written anew and rows struck out, laid over what was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from portal.lib.sheets.addresses import a1
from portal.lib.sheets.model import Cell, Pages, Sheet


@dataclass(frozen=True, slots=True)
class Mend:
    """One change to one sheet: what a cell shall say, or, without a column, that the row shall count no more."""

    sheet: str
    row: int
    column: int | None
    value: str = ""

    @property
    def cell(self) -> str:
        """How people name the place: H61, or 第 61 行."""
        return f"第 {self.row + 1} 行" if self.column is None else a1(self.row, self.column)


class Mended(Pages):
    """A workbook with its mends; the file itself stays as it was sent."""

    def __init__(self, workbook: Pages, mends: Iterable[Mend]) -> None:
        self.kind = workbook.kind
        self._workbook, self._mends = workbook, tuple(mends)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(_mended(sheet, [mend for mend in self._mends if mend.sheet == sheet.name]) for sheet in self._workbook.sheets)


def _mended(sheet: Sheet, mends: list[Mend]) -> Sheet:
    """Struck rows stay as blank ones, so that every other cell keeps its address."""
    if not mends:
        return sheet
    rows = list(sheet.rows)
    for mend in mends:
        if mend.row >= len(rows):
            continue
        rows[mend.row] = [] if mend.column is None else _with(rows[mend.row], mend.column, mend.value)
    return Sheet(sheet.name, rows, sheet.hidden, sheet.merges, sheet.troubles)


def _with(row: list[Cell], column: int, value: str) -> list[Cell]:
    longer = row + [""] * (column + 1 - len(row))
    return [*longer[:column], value, *longer[column + 1 :]]
