"""The day a month's wages fall due (条例第十四条)."""

import datetime as dt
from dataclasses import dataclass

import pytest

from portal.lib.calendars import STATUTORY, WORKDAY, WorkCalendar
from wagepay.pay_days import due_on

CALENDAR = WorkCalendar.from_rows([(dt.date(2026, 10, n), STATUTORY, "国庆节") for n in range(1, 8)] + [(dt.date(2026, 10, 10), WORKDAY, "国庆节")])


@dataclass
class Terms:
    pay_day: int | None
    pay_month_offset: int = 1


@pytest.mark.parametrize(
    ("terms", "month", "due"),
    [
        (Terms(20), dt.date(2026, 10, 1), dt.date(2026, 11, 20)),
        (Terms(20, 0), dt.date(2026, 10, 1), dt.date(2026, 10, 20)),
        (Terms(15), dt.date(2026, 10, 1), dt.date(2026, 11, 13)),  # a Sunday comes earlier, never later
        (Terms(5), dt.date(2026, 9, 1), dt.date(2026, 9, 30)),  # National Day holidays
        (Terms(10), dt.date(2026, 9, 1), dt.date(2026, 10, 10)),  # a Saturday on which offices work
        (Terms(31), dt.date(2026, 8, 1), dt.date(2026, 9, 30)),  # a day the month lacks means its last
        (Terms(31), dt.date(2027, 1, 1), dt.date(2027, 2, 26)),
        (Terms(None), dt.date(2026, 11, 1), dt.date(2026, 12, 31)),  # nothing agreed: the end of the next month
        (Terms(None, 0), dt.date(2026, 11, 1), dt.date(2026, 12, 31)),
        (Terms(25), dt.date(2026, 12, 1), dt.date(2027, 1, 25)),
    ],
)
def test_the_pay_day(terms, month, due):
    assert due_on(terms, month, CALENDAR) == due
