"""The engine agrees with the day-by-day reckoning on any start, most of all around holidays and month ends."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.lib.calendar_seed import rows
from portal.lib.calendars import WorkCalendar
from portal.lib.deadline_rules import RULES, Unit
from portal.lib.deadlines import due
from tests.lib.deadlines import naive

CALENDAR = WorkCalendar.from_rows(row[:3] for row in rows())
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 12, 31)
TURNS = """
2024-02-10 2024-02-29 2024-09-29 2024-10-01 2025-01-26 2025-01-31 2025-04-27 2025-09-28
2025-10-08 2026-02-14 2026-02-28 2026-03-31 2026-05-09 2026-08-31 2026-09-20 2026-10-10
"""
HARD = [dt.date.fromisoformat(day) + dt.timedelta(days=offset) for day in TURNS.split() for offset in range(-3, 4)]


def agree(code: str, start: dt.date) -> None:
    found = due(code, start, CALENDAR)
    try:
        expected = naive.last_day(code, start)
    except NotImplementedError:  # the other source ends with 2026
        assert not found.certain
    else:
        assert found.due_on == expected
        assert found.certain


@pytest.mark.parametrize("code", naive.TERMS)
@settings(max_examples=25, deadline=None)
@given(start=st.dates(FIRST, LAST))
@example(start=dt.date(2024, 2, 29))
@example(start=dt.date(2026, 12, 31))
def test_any_start_gives_the_same_day(code, start):
    agree(code, start)


@pytest.mark.parametrize("code", naive.TERMS)
def test_starts_around_holidays_and_month_ends_give_the_same_day(code):
    for start in HARD:
        agree(code, start)


@given(st.dates(FIRST, LAST), st.integers(1, 60))
@settings(deadline=None)
def test_a_given_number_of_days_is_reckoned_like_any_other(start, days):
    naive.TERMS["D37"] = (days, "day", "later")
    try:
        found = due("D37", start, CALENDAR, days=days)
        if found.certain:
            assert found.due_on == naive.last_day("D37", start)
    finally:
        del naive.TERMS["D37"]


def test_every_rule_is_reckoned_a_second_time():
    local = {rule.code for rule in RULES if rule.unit in (Unit.ON_DAY, Unit.GIVEN) or rule.number == "D36"}
    assert {rule.code for rule in RULES} - local == set(naive.TERMS)
