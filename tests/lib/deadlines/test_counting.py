"""The days shown under a last day add up to it."""

import datetime as dt

import pytest

from portal.lib.calendar_seed import rows
from portal.lib.calendars import WorkCalendar
from portal.lib.counting import DayKind, count_days, weeks
from portal.lib.deadlines import due
from portal.lib.pauses import Pause

CALENDAR = WorkCalendar.from_rows(row[:3] for row in rows())


def kinds(code: str, start: str, *pauses: Pause) -> dict[str, str]:
    begin = dt.date.fromisoformat(start)
    return {day.day.isoformat()[5:]: str(day.kind) for day in count_days(due(code, begin, CALENDAR, pauses=pauses), begin, CALENDAR, pauses)}


def test_working_days_are_numbered_and_days_off_are_passed_over():
    start = dt.date(2026, 9, 29)
    days = count_days(due("D15", start, CALENDAR), start, CALENDAR)
    assert [(day.day.day, day.number) for day in days if day.number] == [(30, 1), (8, 2), (9, 3), (10, 4), (12, 5)]
    assert {day.name for day in days if day.kind is DayKind.OFF and day.day.day < 8} == {"国庆节"}
    assert "起算日" in days[0].words


def test_a_last_day_in_the_holidays_is_seen_to_move():
    found = kinds("D01", "2026-09-02")
    assert (found["09-02"], found["10-02"], found["10-03"], found["10-08"]) == ("start", "counted", "moved", "due")


@pytest.mark.parametrize(("code", "start", "last"), [("D04", "2026-10-05", "09-30"), ("D21b", "2026-10-15", "09-30")])
def test_a_term_that_runs_back_is_shown_from_its_last_day(code, start, last):
    found = kinds(code, start)
    assert next(iter(found)) == last
    assert found[last] == "due"


def test_paused_days_are_shown_as_such():
    found = kinds("D15", "2026-11-16", Pause(dt.date(2026, 11, 17), dt.date(2026, 11, 19)))
    assert [found[f"11-{day}"] for day in (17, 18, 19, 20, 26)] == ["paused", "paused", "paused", "counted", "due"]


def test_years_are_not_counted_day_by_day_and_weeks_are_whole():
    start = dt.date(2026, 11, 20)
    assert count_days(due("D30", start, CALENDAR), start, CALENDAR) == []
    assert weeks([]) == []
    found = weeks(count_days(due("D15", start, CALENDAR), start, CALENDAR))
    assert {len(week) for week in found} == {7}
    assert [week[0].day.weekday() for week in found] == [0, 0]
