"""A second, plodding reckoning of every term: one day after the other, with the working days of another source."""

import datetime as dt
from collections.abc import Callable

import chinese_calendar

ONE = dt.timedelta(days=1)
# code: (count, kind, what happens at a day off), read a second time from the law
TERMS: dict[str, tuple[int, str, str]] = {
    **{code: (count, "day", "later") for code, count in {
        "D01": 30, "D02": 30, "D10": 30, "D11": 30, "D16b": 3, "D17a": 7, "D17b": 30, "D17c": 60, "D20": 90, "D22b": 7, "D23a": 15, "D24a": 60, "D26a": 3,
        "D26c": 3, "D34": 14, "D35b": 30, "D35c": 90, "D41a": 15, "D41b": 60, "D41c": 90, "D42a": 7, "D42b": 3, "D43": 30, "D50": 2,
    }.items()},
    **{code: (count, "workday", "stay") for code, count in {
        "D06": 20, "D08": 5, "D09": 10, "D12a": 5, "D12b": 3, "D15": 5, "D18a": 60, "D18b": 90, "D19": 15, "D21a": 5, "D21b": -7, "D22a": 7, "D25a": 10,
        "D27a": 5, "D27b": 5, "D28c": 15, "D35a": 10, "D38a": 20, "D38b": 40, "D39": 10, "D40a": 15, "D40b": 10, "D41d": 5, "D44a": 3, "D44b": 7, "D46": 3,
        "D47": 20,
    }.items()},
    **{code: (count, "month", "later") for code, count in {"D03": 1, "D24b": 6, "D25b": 3, "D31": 24, "D32": 12, "D33": 1}.items()},
    **{code: (count, "month", "stay") for code, count in {"D07": -1, "D28a": 36, "D28b": 6, "D30": 36, "D48": 36}.items()},
    "D04": (0, "day", "earlier"), "D16a": (0, "day", "stay"), "D23b": (34, "day", "stay"), "D26b": (1, "day", "stay"),
    "D05": (1, "period", "stay"), "D13": (3, "period", "stay"), "D29": (3, "period", "stay"), "D14": (6, "period", "stay"),
}  # fmt: skip


def works(day: dt.date) -> bool:
    return chinese_calendar.is_workday(day)


def never(day: dt.date) -> bool:
    return False


def last_day(code: str, start: dt.date, is_paused: Callable[[dt.date], bool] = never) -> dt.date:
    count, kind, at_day_off = TERMS[code]
    if kind == "period":
        return _period(start, count)
    if kind == "month":
        end = _months(start, count)
        count, day = ((end - start).days, start) if count > 0 else (0, end)
    else:
        day = start
    day = _workdays(day, count, is_paused) if kind == "workday" else _days(day, count, is_paused)
    while at_day_off != "stay" and not works(day):
        day += ONE if at_day_off == "later" else -ONE
    return day


def _days(day: dt.date, count: int, is_paused: Callable[[dt.date], bool]) -> dt.date:
    while count:
        day += ONE
        count -= not is_paused(day)
    return day


def _workdays(day: dt.date, count: int, is_paused: Callable[[dt.date], bool]) -> dt.date:
    left = abs(count)
    while left:
        day += ONE if count > 0 else -ONE
        left -= works(day) and not is_paused(day)
    return day


def _months(start: dt.date, count: int) -> dt.date:
    """Walk until so many month borders are crossed, then to the same number of day or the month's last."""
    day, crossed = start, 0
    while crossed < abs(count):
        before, day = day, day + (ONE if count > 0 else -ONE)
        crossed += before.month != day.month
    while day.day != 1:
        day -= ONE
    while day.day < start.day and (day + ONE).month == day.month:
        day += ONE
    return day


def _period(day: dt.date, months: int) -> dt.date:
    while not ((day + ONE).day == 1 and day.month % months == 0):
        day += ONE
    return day
