"""The calendar of working days: seeded as far as it is known, entered year by year, loud where it is missing."""

import datetime as dt

import pytest

from portal.lib.errors import Refused
from portal.tenancy.actions.import_holidays import import_holidays, seed_holidays
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import calendar_notices, work_calendar
from portal.tenancy.models import Holiday

pytestmark = pytest.mark.django_db
HEAD = "day,kind,name\n"
DAYS_OFF = ["01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15", "10-01", "10-02", "10-03"]
YEAR = HEAD + "".join(f"2027-{day},法定节假日,节日\n" for day in DAYS_OFF) + "2027-10-04,调休放假,国庆节\n2027-10-09,调休上班,国庆节\n"


def enter(text: str, year: int = 2027) -> dict[str, int]:
    return import_holidays(actor=system_actor(), content=text.encode(), year=year)


def test_the_seed_brings_the_years_that_are_known_and_no_year_twice():
    assert seed_holidays(actor=system_actor())["years"] >= 23
    assert seed_holidays(actor=system_actor()) == {"years": 0, "days": 0, "changed": 0}
    calendar = work_calendar()
    assert not calendar.is_workday(dt.date(2026, 10, 1))
    assert {year for year in range(2004, 2027)} <= calendar.years


def test_a_year_is_entered_with_chinese_words_for_its_days():
    assert enter(YEAR) == {"years": 1, "days": 15, "changed": 1}
    calendar = work_calendar()
    assert [calendar.is_workday(dt.date(2027, 10, day)) for day in (1, 4, 8, 9)] == [False, False, True, True]
    assert Holiday.objects.get(day="2027-10-04").source == "国务院办公厅关于2027年部分节假日安排的通知"


def test_entering_a_year_again_changes_nothing_and_another_table_takes_its_place():
    enter(YEAR)
    assert enter(YEAR)["changed"] == 0
    assert enter(YEAR.replace("2027-10-04,调休放假,国庆节\n", ""))["changed"] == 1
    assert not Holiday.objects.filter(day="2027-10-04").exists()


def test_faults_are_told_with_their_lines_and_the_known_year_stays():
    enter(YEAR)
    bad = (
        HEAD
        + "2027-02-30,法定节假日,春节\n2026-01-01,法定节假日,元旦\n2027-10-01,大概放假,国庆\n2027-10-08,调休上班,国庆\n2027-01-01,rest,元旦\n2027-01-01,rest,元旦\n"
    )
    with pytest.raises(Refused) as refusal:
        enter(bad)
    for told in (
        "!A2：日期“2027-02-30”",
        "!A3：2026-01-01 不在 2027 年",
        "!B4：性质“大概放假”",
        "!B5：2027-10-08 本来就是工作日",
        "!A7：2027-01-01 与第 6 行重复",
    ):
        assert told in refusal.value.reason
    assert Holiday.objects.filter(day__year=2027).count() == 15


def test_a_year_without_its_national_day_is_not_taken_for_known():
    with pytest.raises(Refused, match="不完整"):
        enter(HEAD + "2027-01-01,法定节假日,元旦\n")


def test_the_banner_is_loud_when_the_next_sixty_days_reach_an_unknown_year():
    seed_holidays(actor=system_actor())
    assert calendar_notices(dt.date(2026, 11, 1)) == ()
    assert "2027" in calendar_notices(dt.date(2026, 11, 2))[0]
    assert "2027" in calendar_notices(dt.date(2027, 3, 1))[0]
    enter(YEAR)
    assert calendar_notices(dt.date(2026, 12, 31)) == ()


def test_the_banner_stands_on_the_pages_of_government_and_not_of_enterprises(client_of, county_inspector, contractor):
    words = "放假安排还没有录入"
    assert words in client_of(county_inspector).get("/account/sessions/").content.decode()
    assert words not in client_of(contractor).get("/account/sessions/").content.decode()
