"""Working days, with the arrangements of 2024 to 2026 as announced."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.calendar_seed import rows, spring_festival, statutory_days
from portal.lib.calendars import CalendarUnknown, WorkCalendar

CALENDAR = WorkCalendar.from_rows(row[:3] for row in rows())
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-02-13", True),  # Friday before
        ("2026-02-14", True),  # Saturday, make-up day
        ("2026-02-15", False),  # Sunday, holidays begin
        ("2026-02-23", False),  # Monday, last day of the holidays
        ("2026-02-24", True),
        ("2026-02-28", True),  # Saturday, make-up day
        ("2026-09-20", True),  # Sunday, make-up day
        ("2026-10-10", True),  # Saturday, make-up day
        ("2026-10-11", False),  # an ordinary Sunday
        ("2025-01-26", True),  # Sunday, make-up day
        ("2025-01-28", False),  # New Year's Eve of the lunar year
        ("2025-10-08", False),
        ("2024-02-09", True),  # Eve of 2024 was a working day
        ("2024-02-18", True),  # Sunday, make-up day
        ("2024-05-11", True),  # Saturday, make-up day
    ],
)
def test_make_up_days_work_and_holidays_do_not(text, works):
    assert CALENDAR.is_workday(day(text)) is works


@pytest.mark.parametrize(("year", "count"), [(2007, 10), (2012, 11), (2013, 11), (2020, 10), (2024, 11), (2025, 13), (2026, 13)])
def test_the_number_of_statutory_holidays_follows_the_law_of_the_year(year, count):
    """In 2020 Mid-Autumn fell on National Day."""
    assert sum(kind == "statutory" and at.year == year for at, kind, *_ in rows()) == len(statutory_days(year)) == count


def test_every_statutory_holiday_is_a_day_off():
    for year in range(2004, 2027):
        for at in statutory_days(year):
            assert not CALENDAR.is_workday(at)
            assert CALENDAR.is_statutory_holiday(at)
            assert CALENDAR.name(at)


def test_new_years_eve_is_statutory_since_2025():
    assert CALENDAR.is_statutory_holiday(day("2026-02-16"))
    assert not CALENDAR.is_statutory_holiday(day("2024-02-09"))
    assert not CALENDAR.is_statutory_holiday(day("2026-02-20"))
    assert CALENDAR.name(day("2026-02-16")) == "春节"


@pytest.mark.parametrize("text", ["2021-02-12", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26"])
def test_the_spring_festival_is_found_in_every_year(text):
    assert spring_festival(int(text[:4])) == day(text)


def test_the_seed_covers_2004_to_2026_and_says_its_source():
    assert CALENDAR.years == frozenset(range(2004, 2027))
    assert all(source.startswith("国务院办公厅关于") for *_, source in rows())
    days = [row[0] for row in rows()]
    assert days == sorted(set(days))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-11-20", -1, "2026-11-19"),
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-02-24", -2, "2026-02-13"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, count, end):
    assert CALENDAR.add_workdays(day(start), count) == day(end)


@pytest.mark.parametrize(
    ("text", "forward", "back"),
    [
        ("2026-10-01", "2026-10-08", "2026-09-30"),
        ("2026-02-15", "2026-02-24", "2026-02-14"),
        ("2026-11-21", "2026-11-23", "2026-11-20"),
        ("2026-09-20", "2026-09-20", "2026-09-20"),
        ("2026-10-11", "2026-10-12", "2026-10-10"),
    ],
)
def test_terms_roll_forward_and_wages_are_paid_earlier(text, forward, back):
    assert CALENDAR.roll_forward(day(text)) == day(forward)
    assert CALENDAR.roll_back(day(text)) == day(back)


def test_the_next_working_day_never_is_the_day_itself():
    assert CALENDAR.next_workday(day("2026-09-30")) == day("2026-10-08")
    assert CALENDAR.next_workday(day("2026-11-17")) == day("2026-11-18")


@given(DAYS, st.integers(0, 60))
def test_counting_and_adding_are_inverse(start, count):
    end = CALENDAR.add_workdays(start, count)
    if end.year in CALENDAR.years:
        assert CALENDAR.workdays_between(start, end) == count
        assert CALENDAR.workdays_between(end, start) == -count


@given(DAYS)
def test_rolling_ends_on_a_working_day_with_only_days_off_between(at):
    later, earlier = CALENDAR.roll_forward(at), CALENDAR.roll_back(at)
    assert earlier <= at <= later
    assert not any(CALENDAR.is_workday(at + dt.timedelta(days=n)) for n in range((later - at).days))
    assert not any(CALENDAR.is_workday(at - dt.timedelta(days=n)) for n in range((at - earlier).days))


def test_an_unknown_year_is_counted_by_the_plain_week_and_named():
    assert CALENDAR.unknown_years(day("2026-12-31"), day("2028-01-02")) == [2027, 2028]
    assert CALENDAR.unknown_years(day("2026-01-01"), day("2026-12-31")) == []
    assert CALENDAR.add_workdays(day("2026-12-31"), 1) == day("2027-01-01")
    assert CALENDAR.is_workday(day("2027-10-01"))


def test_the_strict_calendar_refuses_an_unknown_year_in_chinese():
    with pytest.raises(CalendarUnknown, match="2027 年的放假安排还没有录入.*未核准日历"):
        CALENDAR.strict.add_workdays(day("2026-12-31"), 1)
    with pytest.raises(CalendarUnknown):
        CALENDAR.strict.is_statutory_holiday(day("2027-05-01"))
    assert CALENDAR.strict.add_workdays(day("2026-11-20"), 1) == day("2026-11-23")


def test_days_of_a_neighbouring_notice_do_not_make_a_year_known():
    calendar = WorkCalendar.from_rows([(day("2027-01-01"), "statutory", "元旦"), (day("2027-01-03"), "workday", "元旦")])
    assert calendar.years == frozenset()
    assert not calendar.is_workday(day("2027-01-01"))
    assert calendar.is_workday(day("2027-01-03"))
