"""What the cells of a lead sheet mean. Each reading returns a value or raises ``CellFault``."""

import datetime as dt
import re
from collections.abc import Callable

from portal.lib.deadlines import period_end
from portal.lib.sheets import values
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell
from portal.lib.text import compact, tidy

_TIME = re.compile(r"[T ]\d{1,2}[:：]\d{2}.*$")
MOST_PEOPLE = 99_999


def line(limit: int) -> Callable[[Cell], str]:
    return lambda cell: values.text(cell, limit)


def external_number(cell: Cell) -> str:
    """A platform's number; one of more than fifteen digits kept as a number has lost its end."""
    if isinstance(cell, float) and cell >= 1e15:
        raise CellFault("number_precision")
    return compact(values.text(cell, 60))


def day(cell: Cell) -> dt.date:
    """A day, with or without the time of day behind it."""
    return values.date(_TIME.sub("", tidy(cell)) if isinstance(cell, str) else cell)


def first_day(cell: Cell) -> dt.date:
    """A day, or the first of a month."""
    try:
        return day(cell)
    except CellFault:
        return values.month(cell)


def last_day(cell: Cell) -> dt.date:
    """A day, or the last of a month."""
    try:
        return day(cell)
    except CellFault:
        return period_end(values.month(cell), 1)


def people(cell: Cell) -> int:
    """How many: 9, 9人."""
    number = values.whole(compact(cell).removesuffix("人").removesuffix("名") if isinstance(cell, str) else cell)
    if not 1 <= number <= MOST_PEOPLE:
        raise CellFault("bad_people", value=values.shown(cell))
    return number
