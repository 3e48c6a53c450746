"""Retirement ages against the published table's anchor rows and a month-by-month reckoning."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagepay.payroll.ages import retirement_day, years_before
from wagepay.payroll.checks.people import latest_birth_of_retired


@pytest.mark.parametrize(
    ("born", "male", "years", "months"),
    [
        ((1964, 12), True, 60, 0),
        ((1965, 1), True, 60, 1),
        ((1965, 4), True, 60, 1),
        ((1965, 5), True, 60, 2),
        ((1970, 1), True, 61, 4),
        ((1976, 8), True, 62, 11),
        ((1976, 9), True, 63, 0),
        ((1990, 1), True, 63, 0),
        ((1974, 12), False, 50, 0),
        ((1975, 1), False, 50, 1),
        ((1975, 2), False, 50, 1),
        ((1975, 3), False, 50, 2),
        ((1984, 10), False, 54, 11),
        ((1984, 11), False, 55, 0),
        ((2000, 6), False, 55, 0),
    ],
)
def test_the_age_rises_with_the_month_of_birth(born, male, years, months):
    day = retirement_day(dt.date(*born, 15), male)
    assert (day.year - born[0]) * 12 + day.month - born[1] == years * 12 + months and day.day == 15


def naive(born: dt.date, male: bool) -> int:
    """Months of age at retirement, counted cohort by cohort from the first month of the reform."""
    base, step, most = (720, 4, 36) if male else (600, 2, 60)
    first = dt.date(1965, 1, 1) if male else dt.date(1975, 1, 1)
    cohorts = (born.year - first.year) * 12 + born.month - first.month
    delay = 0
    for month in range(max(cohorts + 1, 0)):
        delay += month % step == 0
    return base + min(delay, most)


@given(st.dates(dt.date(1940, 1, 1), dt.date(2008, 1, 1)), st.booleans())
def test_every_birth_date_agrees_with_the_naive_reckoning(born, male):
    day = retirement_day(born, male)
    assert (day.year - born.year) * 12 + day.month - born.month == naive(born, male)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2045, 1, 1)), st.booleans())
def test_the_youngest_retired_is_the_last_one(day, male):
    youngest = dt.datetime.strptime(latest_birth_of_retired(day, male), "%Y%m%d").date()
    assert retirement_day(youngest, male) <= day < retirement_day(youngest + dt.timedelta(days=1), male)


def test_a_leap_day_has_its_birthday_in_every_year():
    assert years_before(dt.date(2028, 2, 29), 16) == dt.date(2012, 2, 29)
    assert years_before(dt.date(2028, 2, 29), 18) == dt.date(2010, 3, 1)
