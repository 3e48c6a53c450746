"""2027: without an arrangement every term that touches it is an estimate; once entered it is reckoned like any other year."""

import datetime as dt

import pytest

from portal.lib.calendar_seed import rows
from portal.lib.calendars import WorkCalendar
from portal.lib.deadlines import due
from portal.lib.pauses import Pause

KNOWN = [row[:3] for row in rows()]
CALENDAR = WorkCalendar.from_rows(KNOWN)
# an invented arrangement: New Year's Day, the Spring Festival from its eve on Friday 5 February, National Day
OFF = ["01-01", *(f"02-{day:02}" for day in range(5, 13)), "04-05", *(f"05-{day:02}" for day in range(1, 4)), "06-09", "09-15",
       *(f"10-{day:02}" for day in range(1, 8))]  # fmt: skip
WORK = ["02-14", "10-09"]
ENTERED = WorkCalendar.from_rows(
    [
        *KNOWN,
        *((dt.date.fromisoformat(f"2027-{day}"), "statutory" if day == "10-01" else "rest", "假") for day in OFF),
        *((dt.date.fromisoformat(f"2027-{day}"), "workday", "班") for day in WORK),
    ]
)

CASES = [
    # code, from, estimate, with the arrangement
    ("D15", "2026-12-28", "2027-01-04", "2027-01-05"),
    ("D15", "2027-02-04", "2027-02-11", "2027-02-18"),
    ("D15", "2027-09-30", "2027-10-07", "2027-10-13"),
    ("D01", "2026-12-10", "2027-01-11", "2027-01-11"),
    ("D01", "2027-01-07", "2027-02-08", "2027-02-14"),
    ("D01", "2027-09-01", "2027-10-01", "2027-10-08"),
    ("D04", "2027-02-06", "2027-02-05", "2027-02-04"),
    ("D04", "2027-02-14", "2027-02-12", "2027-02-14"),
    ("D21b", "2027-02-16", "2027-02-05", "2027-01-29"),
    ("D08", "2027-02-04", "2027-02-11", "2027-02-18"),
    ("D38a", "2026-12-31", "2027-01-28", "2027-01-29"),
]


@pytest.mark.parametrize(("code", "start", "estimate", "entered"), CASES)
def test_an_estimate_says_so_and_gives_way_to_the_arrangement(code, start, estimate, entered):
    begin = dt.date.fromisoformat(start)
    guessed, known = due(code, begin, CALENDAR), due(code, begin, ENTERED)
    assert (guessed.due_on.isoformat(), guessed.unknown_years) == (estimate, (2027,))
    assert "未核准日历" in guessed.as_dict()["note"]
    assert guessed.as_dict()["calendar_known"] is False
    assert (known.due_on.isoformat(), known.certain) == (entered, True)


def test_a_term_that_ends_before_the_unknown_year_is_certain_and_a_pause_can_carry_it_in():
    start = dt.date(2026, 12, 21)
    assert due("D15", start, CALENDAR).certain
    carried = due("D15", start, CALENDAR, pauses=[Pause(dt.date(2026, 12, 22), dt.date(2026, 12, 31))])
    assert carried.unknown_years == (2027,)


@pytest.mark.parametrize("code", ["D05", "D07", "D13", "D14", "D16a", "D23b", "D26b", "D28a", "D29", "D30", "D48"])
def test_what_asks_no_calendar_is_certain_in_any_year(code):
    assert due(code, dt.date(2027, 2, 6), CALENDAR).certain
