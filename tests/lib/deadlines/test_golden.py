"""Deadlines worked out by hand on a wall calendar, with the arrangements of 2024 to 2026 as announced.

Holidays: 2024-02-10…17 (work 02-04, 02-18), 04-04…06 (work 04-07), 05-01…05 (work 04-28, 05-11), 06-10, 09-15…17 (work
09-14), 10-01…07 (work 09-29, 10-12). 2025: 01-01, 01-28…02-04 (work 01-26, 02-08), 04-04…06, 05-01…05 (work 04-27),
05-31…06-02, 10-01…08 (work 09-28, 10-11). 2026: 01-01…03 (work 01-04), 02-15…23 (work 02-14, 02-28), 04-04…06,
05-01…05 (work 05-09), 06-19…21, 09-25…27, 10-01…07 (work 09-20, 10-10).
"""

import datetime as dt

import pytest

from portal.lib.calendar_seed import rows
from portal.lib.calendars import WorkCalendar
from portal.lib.deadlines import due
from tests.lib.deadlines import naive

CALENDAR = WorkCalendar.from_rows(row[:3] for row in rows())

GOLDEN = [
    # code, from, due, why
    ("D01", "2026-03-02", "2026-04-01", "30 days, a Wednesday"),
    ("D01", "2026-09-02", "2026-10-08", "2 October lies in the holidays, so the day after them"),
    ("D01", "2026-01-22", "2026-02-24", "21 February is the fifth day of the new year"),
    ("D01", "2025-01-01", "2025-02-05", "31 January is in the Spring Festival, which ends on 4 February"),
    ("D01", "2024-01-31", "2024-03-01", "leap year: 29 days of February and one"),
    ("D02", "2026-10-22", "2026-11-23", "21 November is an ordinary Saturday"),
    ("D02", "2026-08-21", "2026-09-20", "a Sunday on which offices work"),
    ("D03", "2026-01-31", "2026-02-28", "February has no 31st; the Saturday is a make-up day"),
    ("D03", "2024-01-31", "2024-02-29", "leap day, a Thursday"),
    ("D03", "2026-09-01", "2026-10-08", "1 October rolls over the holidays"),
    ("D03", "2025-12-31", "2026-02-02", "31 January 2026 is a Saturday"),
    ("D04", "2026-11-20", "2026-11-20", "a Friday stays"),
    ("D04", "2026-11-15", "2026-11-13", "a Sunday comes earlier"),
    ("D04", "2026-02-20", "2026-02-14", "in the Spring Festival: the make-up Saturday before it"),
    ("D04", "2026-10-05", "2026-09-30", "in the National Day holidays"),
    ("D04", "2025-01-28", "2025-01-27", "New Year's Eve: the Monday before"),
    ("D04", "2026-10-10", "2026-10-10", "a make-up Saturday is a working day"),
    ("D05", "2026-02-03", "2026-02-28", "end of the month"),
    ("D05", "2024-02-29", "2024-02-29", "the last day itself"),
    ("D05", "2026-12-01", "2026-12-31", "end of the year"),
    ("D06", "2026-03-02", "2026-03-30", "four plain weeks"),
    ("D06", "2026-09-01", "2026-09-29", "2…4 three, 7…11 eight, 14…18 thirteen, Sunday the 20th fourteen, 21…24 eighteen, 28, 29"),
    ("D06", "2026-02-02", "2026-03-06", "3…6 four, 9…14 ten, 24…28 fifteen, 2…6 March twenty"),
    ("D07", "2026-03-31", "2026-02-28", "a month before, February has no 31st"),
    ("D07", "2026-11-30", "2026-10-30", "corresponding day"),
    ("D07", "2026-11-07", "2026-10-07", "a reminder is not postponed by a holiday"),
    ("D08", "2026-02-13", "2026-02-27", "14, 24, 25, 26, 27 February make five"),
    ("D08", "2026-11-16", "2026-11-23", "one week"),
    ("D09", "2025-09-26", "2025-10-16", "28, 29, 30 September, 9, 10, 11 October, 13…16 is ten"),
    ("D10", "2026-04-01", "2026-05-06", "1 May rolls over Labour Day"),
    ("D11", "2026-03-05", "2026-04-07", "4 April is Tomb-sweeping, holidays end on the 6th"),
    ("D12a", "2026-06-18", "2026-06-26", "22…26 June"),
    ("D12b", "2026-06-18", "2026-06-24", "22…24 June"),
    ("D13", "2026-05-17", "2026-06-30", "second quarter"),
    ("D13", "2026-10-01", "2026-12-31", "fourth quarter begins"),
    ("D14", "2026-06-30", "2026-06-30", "first half-year ends"),
    ("D14", "2026-07-01", "2026-12-31", "second half-year begins"),
    ("D15", "2026-11-20", "2026-11-27", "a Friday, five days of the next week"),
    ("D15", "2026-09-18", "2026-09-24", "Sunday the 20th works"),
    ("D15", "2024-02-09", "2024-02-22", "18 February, a Sunday, works, then 19…22"),
    ("D16a", "2026-10-03", "2026-10-03", "the same day, holiday or not"),
    ("D16b", "2026-11-17", "2026-11-20", "three days"),
    ("D16b", "2026-11-18", "2026-11-23", "21 November is a Saturday"),
    ("D17a", "2026-11-20", "2026-11-27", "seven days"),
    ("D17b", "2026-10-20", "2026-11-19", "thirty days"),
    ("D17c", "2026-10-20", "2026-12-21", "sixty days end on Saturday 19 December"),
    ("D18a", "2026-03-02", "2026-05-28", "43 days to 30 April (less 6 April), 17 in May with Saturday the 9th"),
    ("D18b", "2026-03-02", "2026-07-10", "thirty more, less 19 June"),
    ("D19", "2026-04-30", "2026-05-25", "6, 7, 8, 9, 11…15, 18…22, 25 May"),
    ("D20", "2026-07-03", "2026-10-08", "1 October is the ninetieth day"),
    ("D21a", "2026-04-02", "2026-04-10", "3 April, then 7…10"),
    ("D21b", "2026-10-15", "2026-09-30", "back: 14, 13, 12, 10, 9, 8 October, 30 September"),
    ("D22a", "2026-09-30", "2026-10-15", "8, 9, 10, 12, 13, 14, 15 October"),
    ("D22b", "2026-09-30", "2026-10-08", "seven days end on 7 October"),
    ("D23a", "2026-09-20", "2026-10-08", "fifteen days end on 5 October"),
    ("D23b", "2026-10-08", "2026-11-11", "3 % a day: 99 % on the 33rd day, full on the 34th"),
    ("D24a", "2026-08-03", "2026-10-08", "2 October is the sixtieth day"),
    ("D24b", "2025-08-31", "2026-02-28", "six months on, February ends on the 28th, a make-up Saturday"),
    ("D24b", "2023-08-31", "2024-02-29", "the same in a leap year"),
    ("D25a", "2026-02-10", "2026-03-02", "11…14 four, 24…28 nine, 2 March ten"),
    ("D25b", "2026-07-02", "2026-10-08", "three months end on 2 October"),
    ("D26a", "2026-11-17", "2026-11-20", "three days"),
    ("D26b", "2026-10-02", "2026-10-03", "twenty-four hours, in the holidays too"),
    ("D26c", "2026-11-19", "2026-11-23", "22 November is a Sunday"),
    ("D27a", "2025-05-30", "2025-06-09", "3…6 and 9 June"),
    ("D27b", "2025-04-25", "2025-05-06", "27 April, a Sunday, works; 28, 29, 30 April; 6 May"),
    ("D28a", "2024-02-29", "2027-02-28", "no 29 February in 2027; a Sunday stays, the listing is not prolonged"),
    ("D28b", "2026-08-31", "2027-02-28", "six months"),
    ("D28c", "2026-01-30", "2026-02-27", "2…6, 9…14 eleven, 24…27 fifteen"),
    ("D29", "2026-09-30", "2026-09-30", "last day of the quarter"),
    ("D30", "2026-10-03", "2029-10-03", "retention is not rolled"),
    ("D31", "2024-10-05", "2026-10-08", "5 October 2026 lies in the holidays"),
    ("D32", "2025-11-21", "2026-11-23", "a Saturday"),
    ("D33", "2026-01-15", "2026-02-24", "15 February is the first day of the holidays"),
    ("D34", "2026-11-20", "2026-12-04", "two weeks"),
    ("D35a", "2026-11-20", "2026-12-04", "two weeks of working days"),
    ("D35b", "2026-11-20", "2026-12-21", "20 December is a Sunday"),
    ("D35c", "2026-07-10", "2026-10-08", "ninety days"),
    ("D38a", "2026-11-02", "2026-11-30", "four weeks"),
    ("D38b", "2026-11-02", "2026-12-28", "eight weeks"),
    ("D39", "2026-09-14", "2026-09-28", "15…18, 20…24 nine, 28"),
    ("D40a", "2026-11-20", "2026-12-11", "three weeks"),
    ("D40b", "2026-11-20", "2026-12-04", "two weeks"),
    ("D41a", "2026-11-20", "2026-12-07", "5 December is a Saturday"),
    ("D41b", "2026-05-06", "2026-07-06", "5 July is a Sunday"),
    ("D41c", "2026-05-06", "2026-08-04", "ninety days"),
    ("D41d", "2026-11-20", "2026-11-27", "five working days"),
    ("D42a", "2026-11-20", "2026-11-27", "seven days"),
    ("D42b", "2026-11-20", "2026-11-23", "three days"),
    ("D43", "2026-11-20", "2026-12-21", "20 December is a Sunday"),
    ("D44a", "2026-11-20", "2026-11-25", "three working days"),
    ("D44b", "2026-11-20", "2026-12-01", "seven working days"),
    ("D46", "2026-09-30", "2026-10-10", "8, 9 and the make-up Saturday"),
    ("D47", "2026-03-02", "2026-03-30", "four plain weeks"),
    ("D48", "2026-02-28", "2029-02-28", "retention"),
    ("D50", "2026-11-19", "2026-11-23", "21 November is a Saturday"),
    # 2024 and 2025, leap days, make-up Sundays, pay days before a festival
    ("D04", "2024-02-10", "2024-02-09", "first day of the year of the dragon: the Friday before"),
    ("D04", "2024-02-17", "2024-02-09", "last day of the same holidays"),
    ("D04", "2024-02-18", "2024-02-18", "a make-up Sunday is a working day"),
    ("D04", "2024-05-01", "2024-04-30", "Labour Day"),
    ("D04", "2024-09-15", "2024-09-14", "Mid-Autumn holidays begin after a make-up Saturday"),
    ("D04", "2024-10-01", "2024-09-30", "National Day"),
    ("D04", "2024-01-01", "2023-12-29", "over the turn of the year and a weekend"),
    ("D04", "2025-02-09", "2025-02-08", "an ordinary Sunday after a make-up Saturday"),
    ("D04", "2025-10-08", "2025-09-30", "the eighth day of the joined holidays of 2025"),
    ("D04", "2026-01-03", "2025-12-31", "New Year's holidays"),
    ("D04", "2026-01-04", "2026-01-04", "their make-up Sunday"),
    ("D04", "2026-03-01", "2026-02-28", "a Sunday after the make-up Saturday"),
    ("D01", "2024-09-01", "2024-10-08", "the thirtieth day is National Day"),
    ("D01", "2025-09-01", "2025-10-09", "the holidays of 2025 last to the 8th"),
    ("D10", "2024-01-11", "2024-02-18", "10 February rolls to a make-up Sunday"),
    ("D11", "2025-01-05", "2025-02-05", "4 February is the last day of the holidays"),
    ("D15", "2025-01-24", "2025-02-07", "Sunday 26, 27 January, 5, 6, 7 February"),
    ("D15", "2025-09-26", "2025-10-10", "Sunday 28, 29, 30 September, 9, 10 October"),
    ("D15", "2024-09-27", "2024-10-10", "Sunday 29, 30 September, 8, 9, 10 October"),
    ("D15", "2024-04-26", "2024-05-07", "Sunday 28, 29, 30 April, 6, 7 May"),
    ("D08", "2024-02-08", "2024-02-21", "9, 18, 19, 20, 21 February"),
    ("D44a", "2024-10-10", "2024-10-14", "11, the make-up Saturday, 14"),
    ("D21b", "2024-02-20", "2024-02-05", "back: 19, 18, 9, 8, 7, 6, 5 February"),
    ("D21b", "2025-02-06", "2025-01-21", "back: 5 February, 27, Sunday 26, 24, 23, 22, 21 January"),
    ("D03", "2024-01-30", "2024-02-29", "February 2024 has no 30th"),
    ("D03", "2025-01-31", "2025-02-28", "nor 2025 a 29th"),
    ("D07", "2024-03-31", "2024-02-29", "a month before, in a leap year"),
    ("D30", "2024-02-29", "2027-02-28", "three years after a leap day"),
    ("D32", "2024-02-29", "2025-02-28", "a year after a leap day"),
    ("D31", "2024-02-29", "2026-02-28", "two years after: a make-up Saturday stays"),
    ("D48", "2024-02-29", "2027-02-28", "retention from a leap day"),
    ("D24b", "2024-08-31", "2025-02-28", "six months"),
    ("D24b", "2025-04-01", "2025-10-09", "1 October of 2025 rolls to the 9th"),
    ("D25b", "2024-11-29", "2025-02-28", "three months, no 29th"),
    ("D18a", "2024-12-02", "2025-03-03", "21 in December, 19 in January with Sunday the 26th, 19 in February with Saturday the 8th, one"),
    ("D38a", "2024-12-31", "2025-02-05", "2, 3, 6…10, 13…17, 20…24, Sunday 26, 27 January are nineteen"),
    ("D38b", "2024-12-31", "2025-03-04", "twenty more: 6, 7, Saturday 8, 10…14, 17…21, 24…28 February, 3, 4 March"),
    ("D39", "2025-04-23", "2025-05-09", "24, 25, Sunday 27, 28, 29, 30 April, 6…9 May"),
    ("D40a", "2024-09-12", "2024-10-10", "13, Saturday 14, 18…20, 23…27, Sunday 29, 30 September, 8, 9, 10 October"),
    ("D40b", "2024-02-01", "2024-02-20", "2, Sunday 4, 5…9, Sunday 18, 19, 20 February"),
    ("D41a", "2024-01-26", "2024-02-18", "10 February rolls to a make-up Sunday"),
    ("D41b", "2024-08-02", "2024-10-08", "the sixtieth day is National Day"),
    ("D41d", "2025-05-29", "2025-06-06", "30 May, 3…6 June"),
    ("D42a", "2025-01-22", "2025-02-05", "29 January is the first day of the year of the snake"),
    ("D42b", "2024-04-03", "2024-04-07", "Saturday the 6th is a holiday, Sunday the 7th works"),
    ("D43", "2026-01-20", "2026-02-24", "19 February is in the holidays"),
    ("D44b", "2026-02-12", "2026-02-28", "13, Saturday 14, 24…27, Saturday 28"),
    ("D46", "2026-02-13", "2026-02-25", "Saturday 14, 24, 25"),
    ("D47", "2025-09-10", "2025-10-14", "twelve to the 26th, Sunday 28, 29, 30, 9, 10, Saturday 11, 13, 14"),
    ("D50", "2026-09-18", "2026-09-20", "a make-up Sunday"),
    ("D50", "2024-06-07", "2024-06-11", "Sunday the 9th, Monday the 10th is the Dragon Boat festival"),
]


@pytest.mark.parametrize(("code", "start", "last", "why"), GOLDEN)
def test_the_last_day_is_the_one_on_the_wall_calendar(code, start, last, why):
    assert due(code, dt.date.fromisoformat(start), CALENDAR).due_on == dt.date.fromisoformat(last), why


@pytest.mark.parametrize(("code", "start", "last"), [case[:3] for case in GOLDEN if dt.date.fromisoformat(case[2]).year <= 2026])
def test_the_plodding_reckoning_finds_the_same_last_day(code, start, last):
    assert naive.last_day(code, dt.date.fromisoformat(start)) == dt.date.fromisoformat(last)


def test_the_wall_calendar_has_been_asked_often_enough():
    """At least 120 cases over 2024 to 2026, every code with a term of its own, each of the new clocks D38 to D50."""
    begun = [case for case in GOLDEN if case[1][:4] in ("2024", "2025", "2026")]
    assert len(begun) >= 120
    assert {case[0] for case in GOLDEN} == set(naive.TERMS)


@pytest.mark.parametrize(("days", "last"), [(3, "2026-11-23"), (5, "2026-11-25"), (8, "2026-11-30"), (15, "2026-12-07")])
def test_the_officers_own_term_is_reckoned_in_natural_days(days, last):
    assert due("D37", dt.date(2026, 11, 20), CALENDAR, days=days).due_on == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("region", "start", "expected"),
    [
        ("140300", "2026-04-30", ["2026-10-10"]),
        ("140300", "2026-10-10", ["2026-10-10"]),
        ("140300", "2026-10-11", ["2027-10-10"]),
        ("410400", "2026-02-16", ["2027-01-01", "2026-02-28"]),
        ("623026", "2026-07-31", ["2026-08-20", "2026-10-31"]),
        ("623026", "2026-09-01", ["2027-08-20", "2026-10-31"]),
    ],
)
def test_reports_are_due_on_the_days_of_the_local_notice(region, start, expected):
    found = due("D36", dt.date.fromisoformat(start), CALENDAR, jurisdiction=region)
    found = found if isinstance(found, list) else [found]
    assert [item.due_on.isoformat() for item in found] == expected
