"""The arrangements of past years, as far as the calendar package knows them, for the holiday table."""

import datetime as dt
from collections.abc import Iterator

import chinese_calendar
from lunardate import LunarDate

from portal.lib.calendars import REST, STATUTORY, WORKDAY

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def rows() -> Iterator[tuple[dt.date, str, str, str]]:
    """(day, kind, name, source) for every day off and every make-up working day the package knows, in order of days."""
    off, work = chinese_calendar.holidays, chinese_calendar.workdays
    statutory = {day for year in {day.year for day in off} for day in statutory_days(year)}
    for day in sorted({*off, *work, *statutory}):
        kind = WORKDAY if day in work else STATUTORY if day in statutory else REST
        # a festival on a Saturday in the middle of its holidays may be left out of the package (2012-06-23)
        festival = work.get(day) or off.get(day) or off[day - dt.timedelta(days=1)]
        yield day, kind, NAMES[festival], f"国务院办公厅关于{day.year}年部分节假日安排的通知"


def statutory_days(year: int) -> set[dt.date]:
    """全体公民放假的节日 by 全国年节及纪念日放假办法 as in force in the year (1999, 2007, 2013 and 2024 versions)."""
    days = {dt.date(year, 1, 1), dt.date(year, 5, 1), *(dt.date(year, 10, n) for n in (1, 2, 3))}
    spring = spring_festival(year)
    first, last = (-1, 3) if year >= 2025 else (-1, 2) if 2008 <= year <= 2013 else (0, 3)
    days |= {spring + dt.timedelta(days=n) for n in range(first, last)}
    if year >= 2025 or year <= 2007:
        days |= {dt.date(year, 5, n) for n in ((2,) if year >= 2025 else (2, 3))}
    if year >= 2008:
        days |= {_lunar(year, 5, 5), _lunar(year, 8, 15), _tomb_sweeping(year)}
    return days


def spring_festival(year: int) -> dt.date:
    """正月初一 that falls into the year."""
    return _lunar(year, 1, 1)


def _lunar(year: int, month: int, day: int) -> dt.date:
    return LunarDate(year, month, day).to_solar_date()


def _tomb_sweeping(year: int) -> dt.date:
    terms = chinese_calendar.get_solar_terms(dt.date(year, 4, 3), dt.date(year, 4, 6))
    return next(day for day, name in terms if name == "清明")
