"""A clock that stood goes on where it stood: worked by hand, and by the plodding reckoning."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.lib.calendar_seed import rows
from portal.lib.calendars import WorkCalendar
from portal.lib.deadline_rules import RULES, Unit
from portal.lib.deadlines import due
from portal.lib.errors import Refused
from portal.lib.pauses import Pause, is_paused
from tests.lib.deadlines import naive

CALENDAR = WorkCalendar.from_rows(row[:3] for row in rows())
PAUSABLE = sorted({rule.code for rule in RULES if rule.pausable and rule.unit is not Unit.GIVEN and rule.number != "D36"})

GOLDEN = [
    # code, from, pauses, due, why
    ("D15", "2026-09-29", ["10-08/10-09"], "2026-10-14", "30 September, Saturday 10, 12, 13, 14 October"),
    ("D15", "2026-11-16", ["11-17/11-19"], "2026-11-26", "20, 23…26"),
    ("D15", "2026-11-16", ["11-17/11-18", "11-18/11-19"], "2026-11-26", "the shared day is lost once"),
    ("D15", "2026-09-29", ["10-01/10-07"], "2026-10-12", "days off cost a clock of working days nothing"),
    ("D15", "2026-11-20", ["12-01/12-10"], "2026-11-27", "a pause after the end costs nothing"),
    ("D15", "2026-11-20", ["11-18/11-24"], "2026-12-01", "25, 26, 27, 30 November, 1 December"),
    ("D15", "2026-11-20", ["11-20/11-20"], "2026-11-27", "the starting day is not counted anyhow"),
    ("D18a", "2026-03-02", ["03-10/03-19"], "2026-06-09", "eight working days lost: 29 May, 1…5, 8, 9 June"),
    ("D16b", "2026-11-17", ["11-18/11-18"], "2026-11-23", "19, 20, Saturday 21 rolls to Monday"),
    ("D16b", "2026-11-16", ["11-19/11-19", "11-20/11-22"], "2026-11-23", "the end runs into a second pause"),
    ("D01", "2026-09-02", ["10-01/10-07"], "2026-10-09", "28 days to 30 September, 8 and 9 October"),
    ("D33", "2026-03-15", ["04-01/04-05"], "2026-04-20", "five days after the corresponding day"),
    ("D03", "2024-01-31", ["02-28/02-29"], "2024-03-04", "leap day and the day before: 2 March is a Saturday"),
]


def pauses_of(year: str, texts: list[str]) -> list[Pause]:
    return [Pause(*(dt.date.fromisoformat(f"{year}-{day}") for day in text.split("/"))) for text in texts]


@pytest.mark.parametrize(("code", "start", "stood", "last", "why"), GOLDEN)
def test_the_days_on_which_the_clock_stood_are_added(code, start, stood, last, why):
    pauses = pauses_of(start[:4], stood)
    assert due(code, dt.date.fromisoformat(start), CALENDAR, pauses=pauses).due_on == dt.date.fromisoformat(last), why
    assert naive.last_day(code, dt.date.fromisoformat(start), lambda day: is_paused(day, pauses)) == dt.date.fromisoformat(last)


@pytest.mark.parametrize("code", PAUSABLE)
@settings(max_examples=15, deadline=None)
@given(start=st.dates(dt.date(2024, 1, 1), dt.date(2026, 3, 31)), stood=st.lists(st.tuples(st.integers(-3, 70), st.integers(0, 25)), max_size=3))
def test_any_pauses_give_the_day_of_the_plodding_reckoning(code, start, stood):
    pauses = [Pause(start + dt.timedelta(days=after), start + dt.timedelta(days=after + length)) for after, length in stood]
    try:
        expected = naive.last_day(code, start, lambda day: is_paused(day, pauses))
    except NotImplementedError:  # the other source ends with 2026
        return
    assert due(code, start, CALENDAR, pauses=pauses).due_on == expected


def test_the_officers_own_term_is_stopped_like_any_other():
    pauses = pauses_of("2026", ["11-23/11-24"])
    assert due("D37", dt.date(2026, 11, 20), CALENDAR, days=5, pauses=pauses).due_on == dt.date(2026, 11, 27)


@pytest.mark.parametrize("code", ["D04", "D05", "D07", "D14", "D16a", "D21b", "D23b", "D26b", "D28a", "D28b", "D30", "D48"])
def test_what_is_no_term_to_act_within_cannot_be_stopped(code):
    with pytest.raises(Refused) as refusal:
        due(code, dt.date(2026, 11, 20), CALENDAR, pauses=pauses_of("2026", ["11-23/11-24"]))
    assert refusal.value.code == "not_pausable"


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refused, match="早于开始日"):
        Pause(dt.date(2026, 11, 24), dt.date(2026, 11, 23))
