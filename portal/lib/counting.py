"""The days of a term one after the other, for people who want to see how a last day came about."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.lib.calendars import WORKDAY, WorkCalendar
from portal.lib.deadline_rules import Calendar
from portal.lib.deadlines import Due
from portal.lib.pauses import Pause, is_paused

MOST = 400  # days that are still worth a calendar; retention of three years is not


class DayKind(StrEnum):
    START = "start"
    COUNTED = "counted"
    OFF = "off"
    PAUSED = "paused"
    MOVED = "moved"
    DUE = "due"
    OUTSIDE = "outside"


WORDS = {
    DayKind.START: "起算日，不计入",
    DayKind.COUNTED: "计入",
    DayKind.OFF: "休息日、节假日，不计入",
    DayKind.PAUSED: "中止，不计入",
    DayKind.MOVED: "末日逢休息日，移动经过",
    DayKind.DUE: "期限最后一日",
}


@dataclass(frozen=True)
class CountedDay:
    """One day; ``number`` is its place in the term, 0 when it does not count, ``name`` the festival."""

    day: dt.date
    kind: DayKind
    number: int = 0
    name: str = ""

    @property
    def words(self) -> str:
        return f"{WORDS.get(self.kind, '')}{f'（{self.name}）' if self.name else ''}"


def count_days(found: Due, start: dt.date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> list[CountedDay]:
    """From the first of the two days to the last; empty when the term is too long to be looked at day by day."""
    end = found.due_on.date() if isinstance(found.due_on, dt.datetime) else found.due_on
    nominal = found.nominal_on or end
    first, last = min(start, end, nominal), max(start, end, nominal)
    if (last - first).days > MOST:
        return []
    step = 1 if nominal >= start else -1
    days: dict[dt.date, CountedDay] = {}
    number = 0
    for n in range(1, abs((nominal - start).days) + 1):
        day = start + dt.timedelta(days=n * step)
        kind = _kind(day, found, calendar, pauses)
        number += kind is DayKind.COUNTED
        days[day] = CountedDay(day, kind, number if kind is DayKind.COUNTED else 0, _name(day, calendar))
    for n in range((last - first).days + 1):
        day = first + dt.timedelta(days=n)
        days.setdefault(day, CountedDay(day, DayKind.START if day == start else DayKind.MOVED, 0, _name(day, calendar)))
    days[end] = CountedDay(end, DayKind.DUE, days[end].number, _name(end, calendar))
    return [days[day] for day in sorted(days)]


def _name(day: dt.date, calendar: WorkCalendar) -> str:
    """The festival on its days off; a day worked in exchange is no festival."""
    return "调休上班" if calendar.kinds.get(day) == WORKDAY else calendar.name(day)


def _kind(day: dt.date, found: Due, calendar: WorkCalendar, pauses: Sequence[Pause]) -> DayKind:
    if is_paused(day, pauses):
        return DayKind.PAUSED
    return DayKind.OFF if found.calendar is Calendar.WORKING and not calendar.is_workday(day) else DayKind.COUNTED


def weeks(days: Sequence[CountedDay]) -> list[list[CountedDay]]:
    """The days in weeks from Monday to Sunday, filled up at both ends."""
    if not days:
        return []
    first = days[0].day - dt.timedelta(days=days[0].day.weekday())
    last = days[-1].day + dt.timedelta(days=6 - days[-1].day.weekday())
    known = {day.day: day for day in days}
    row = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    filled = [known.get(day, CountedDay(day, DayKind.OUTSIDE)) for day in row]
    return [filled[at : at + 7] for at in range(0, len(filled), 7)]
