"""Parts and letters, what must be given, estimates in unknown years, and the table of rules itself."""

import datetime as dt
import re

import pytest

from portal.lib.calendar_seed import rows
from portal.lib.calendars import WorkCalendar
from portal.lib.clock import SHANGHAI
from portal.lib.deadline_rules import RULES, Calendar, Roll, Unit
from portal.lib.deadlines import REPORTING_REGIONS, Due, add_months, due, rules_of
from portal.lib.errors import Refused

CALENDAR = WorkCalendar.from_rows(row[:3] for row in rows())
ON = dt.date(2026, 11, 20)


def test_a_code_of_one_part_gives_one_answer_and_of_several_a_list():
    assert isinstance(due("D15", ON, CALENDAR), Due)
    assert [item.code for item in due("D12", ON, CALENDAR)] == ["D12a", "D12b"]
    assert [item.code for item in due("D17", ON, CALENDAR)] == ["D17a", "D17b", "D17c"]
    assert due("D17c", ON, CALENDAR).code == "D17c"


@pytest.mark.parametrize("code", ["d12A", " D12a ", "D12A"])
def test_a_code_is_understood_in_any_case(code):
    assert due(code, ON, CALENDAR).code == "D12a"


@pytest.mark.parametrize("code", ["D00", "D45", "D49", "D51", "D15a", "D12c", "W01", "", "D1"])
def test_an_unknown_code_is_refused(code):
    with pytest.raises(Refused) as refusal:
        due(code, ON, CALENDAR)
    assert refusal.value.code == "unknown_code"


def test_every_code_of_the_table_is_there():
    assert {rule.number for rule in RULES} == {f"D{n:02}" for n in range(1, 51)} - {"D45", "D49"}


def test_letters_follow_one_another():
    for number in {rule.number for rule in RULES if rule.number != "D36"}:
        codes = [rule.code for rule in rules_of(number)]
        assert codes == ([number] if len(codes) == 1 else [number + letter for letter in "abcd"[: len(codes)]])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}{rule.region}")
def test_every_rule_names_its_law_trigger_and_certainty(rule):
    assert re.search(r"第\d+|[〔令《]|规定$", rule.law)
    assert rule.trigger and rule.title and rule.length
    assert rule.certainty in "ABC"
    assert (rule.month_day != (0, 0)) == (rule.unit is Unit.ON_DAY)


@pytest.mark.parametrize("code", ["D08", "D09", "D12a", "D12b", "D15", "D18a", "D19", "D21a", "D22a", "D25a", "D27a", "D28c", "D35a", "D39", "D44a", "D46"])
def test_these_terms_are_in_working_days(code):
    assert due(code, ON, CALENDAR).calendar is Calendar.WORKING


@pytest.mark.parametrize("code", ["D01", "D10", "D16b", "D17b", "D20", "D22b", "D23a", "D24a", "D24b", "D26a", "D32", "D42a"])
def test_these_terms_are_in_natural_days_and_end_on_a_working_day(code):
    found = due(code, ON, CALENDAR)
    assert found.calendar is Calendar.NATURAL
    assert found.rule.rolling is Roll.FORWARD


@pytest.mark.parametrize("code", ["D07", "D16a", "D23b", "D26b", "D28a", "D28b", "D30", "D48", "D05", "D13", "D14", "D29"])
def test_these_days_stay_where_they_fall(code):
    assert due(code, ON, CALENDAR).rule.rolling is Roll.NONE


def test_the_printed_answer_has_the_keys_others_rely_on():
    shown = due("D15", ON, CALENDAR).as_dict()
    assert {key: shown[key] for key in ("code", "due", "calendar", "law")} == {
        "code": "D15",
        "due": "2026-11-27",
        "calendar": "working",
        "law": "《关于实施〈劳动保障监察条例〉若干规定》第18条",
    }
    assert shown["calendar_known"] is True
    assert "举报" in shown["note"]


def test_a_term_into_an_unknown_year_is_an_estimate_and_says_so():
    found = due("D18a", ON, CALENDAR)
    assert not found.certain
    assert found.unknown_years == (2027,)
    assert "未核准日历" in found.as_dict()["note"]
    assert due("D30", ON, CALENDAR).certain  # retention asks no calendar
    assert due("D29", ON, CALENDAR).certain


def test_hours_are_counted_from_the_instant_where_it_is_known():
    instant = dt.datetime(2026, 10, 2, 16, 30, tzinfo=SHANGHAI)
    assert due("D26b", instant, CALENDAR).as_dict()["due"] == "2026-10-03T16:30:00+08:00"
    assert due("D26b", instant.date(), CALENDAR).as_dict()["due"] == "2026-10-03"
    assert due("D26a", instant, CALENDAR).as_dict()["due"] == "2026-10-08"


def test_court_enforcement_says_its_earliest_day_too():
    assert due("D25b", dt.date(2026, 7, 2), CALENDAR).as_dict()["earliest"] == "2026-07-03"
    assert due("D25a", dt.date(2026, 7, 2), CALENDAR).as_dict()["earliest"] is None


@pytest.mark.parametrize(("days", "code"), [(None, "days_missing"), (0, "bad_days"), (-3, "bad_days"), (366, "bad_days")])
def test_the_officers_own_term_needs_a_sensible_number_of_days(days, code):
    with pytest.raises(Refused) as refusal:
        due("D37", ON, CALENDAR, days=days)
    assert refusal.value.code == code


def test_local_reports_need_a_jurisdiction_that_has_some():
    assert {"140300", "410400", "623026"} == REPORTING_REGIONS
    for region, code in ((None, "jurisdiction_missing"), ("", "jurisdiction_missing"), ("140403", "no_deadline")):
        with pytest.raises(Refused) as refusal:
            due("D36", ON, CALENDAR, jurisdiction=region)
        assert refusal.value.code == code
    with pytest.raises(Refused):
        due("D36b", ON, CALENDAR, jurisdiction="140300")
    assert due("D36b", ON, CALENDAR, jurisdiction="623026").code == "D36b"


@pytest.mark.parametrize("code", ["D01", "D28a", "D18b", "D32"])
def test_the_end_of_time_is_refused_and_no_error(code):
    with pytest.raises(Refused, match="请核对日期"):
        due(code, dt.date(9999, 12, 31), CALENDAR)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(start, months, end):
    assert add_months(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)
