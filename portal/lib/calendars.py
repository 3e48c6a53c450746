"""Working days: the plain week corrected by the State Council's arrangement of each year's holidays.

The calendar is a value: it is built from dated rows and asks no clock and no database. A year without an arrangement is
*unknown*: days in it are counted Monday to Friday and every result that touched it must be shown as 未核准日历, or,
in the ``strict`` form of the calendar, refused.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from portal.lib.errors import Refused

STATUTORY = "statutory"  # 法定节假日
REST = "rest"  # 调休放假
WORKDAY = "workday"  # 调休上班
UNAPPROVED = "未核准日历"
_ONE = dt.timedelta(days=1)


class CalendarUnknown(Refused):
    """The holiday arrangement of a year has not been entered."""

    def __init__(self, years: Iterable[int]) -> None:
        super().__init__(unknown_text(years), "calendar_unknown")


def unknown_text(years: Iterable[int]) -> str:
    """What people read when a deadline runs into a year without an arrangement."""
    listed = "、".join(str(year) for year in sorted(years))
    return f"{listed} 年的放假安排还没有录入，暂按周一至周五推算（{UNAPPROVED}）。请租户管理员录入国务院办公厅的放假通知。"


@dataclass(frozen=True)
class WorkCalendar:
    """Dated exceptions to the week, and the years whose arrangement is known."""

    kinds: Mapping[dt.date, str]
    names: Mapping[dt.date, str]
    years: frozenset[int]
    refuse_unknown: bool = False

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[dt.date, str, str]]) -> Self:
        """From (day, statutory | rest | workday, name) rows. A year is known when its National Day is among them:
        single days around New Year also come with the neighbouring year's notice."""
        rows = list(rows)
        kinds = {day: str(kind) for day, kind, _ in rows}
        years = frozenset(day.year for day, kind in kinds.items() if (day.month, day.day) == (10, 1) and kind == STATUTORY)
        return cls(kinds, {day: name for day, _, name in rows}, years)

    @property
    def strict(self) -> Self:
        """The same calendar, refusing to say anything about an unknown year."""
        return replace(self, refuse_unknown=True)

    def unknown_years(self, first: dt.date, last: dt.date) -> list[int]:
        """Years between two days, both counted, whose arrangement is missing."""
        return [year for year in range(first.year, last.year + 1) if year not in self.years]

    def is_workday(self, day: dt.date) -> bool:
        """Whether offices work: Monday to Friday without holidays, and the make-up days at weekends."""
        if self.refuse_unknown and day.year not in self.years:
            raise CalendarUnknown([day.year])
        kind = self.kinds.get(day)
        return day.weekday() < 5 if kind is None else kind == WORKDAY

    def is_statutory_holiday(self, day: dt.date) -> bool:
        """全体公民法定节假日, on which work is paid threefold (劳动法44)."""
        if self.refuse_unknown and day.year not in self.years:
            raise CalendarUnknown([day.year])
        return self.kinds.get(day) == STATUTORY

    def name(self, day: dt.date) -> str:
        """The festival to which a day of the arrangement belongs."""
        return self.names.get(day, "")

    def next_workday(self, day: dt.date) -> dt.date:
        """The first working day after the day."""
        return self.roll_forward(day + _ONE)

    def roll_forward(self, day: dt.date) -> dt.date:
        """A term that ends on a day off ends on the day after the holidays (民法典203)."""
        while not self.is_workday(day):
            day += _ONE
        return day

    def roll_back(self, day: dt.date) -> dt.date:
        """Wages that fall due on a day off are paid before it (保障农民工工资支付条例14)."""
        while not self.is_workday(day):
            day -= _ONE
        return day

    def add_workdays(self, start: dt.date, days: int) -> dt.date:
        """The last of so many working days after the start, which is not counted (民法典201); negative counts back."""
        day, step = start, _ONE if days >= 0 else -_ONE
        for _ in range(abs(days)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays_between(self, first: dt.date, last: dt.date) -> int:
        """Working days after the first up to and with the last; negative when the last lies before."""
        if last < first:
            return -self.workdays_between(last, first)
        return sum(self.is_workday(first + dt.timedelta(days=n)) for n in range(1, (last - first).days + 1))
