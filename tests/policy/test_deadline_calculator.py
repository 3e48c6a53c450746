"""An inspector reckons a deadline: the last day, the days that count, the article, the tenant's own starting moment."""

import pytest

from portal.tenancy.actions.import_holidays import seed_holidays
from portal.tenancy.actors import system_actor
from tests.make.tenancy import policy_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of, county_inspector):
    seed_holidays(actor=system_actor())
    return client_of(county_inspector)


def ask(browser, **asked):
    return browser.get("/deadlines/", asked)


def test_an_answer_shows_the_last_day_the_days_and_the_article(browser):
    page = ask(browser, code="D15", start="2026-09-29")
    text = page.content.decode()
    assert "2026-10-12 星期一到期" in text and "若干规定》第18条" in text
    (answer,) = page.context["answers"]
    assert [day.number for week in answer.weeks for day in week if day.number] == [1, 2, 3, 4, 5]


def test_a_moved_last_day_says_from_where(browser):
    assert "本为 2026-10-02 星期五，是休息日或节假日，顺延" in ask(browser, code="D01", start="2026-09-02").content.decode()


def test_pauses_move_the_end(browser):
    (answer,) = ask(browser, code="D15", start="2026-11-16", pause_first="2026-11-17", pause_last="2026-11-19").context["answers"]
    assert answer.due.due_on.isoformat() == "2026-11-26"


def test_the_tenants_starting_moment_is_used_and_said(browser, tree):
    policy_row(tree.city, "deadlines.start_moments", {"D15": "next_workday"})
    text = ask(browser, code="D15", start="2026-11-20").content.decode()
    assert "2026-11-30 星期一到期" in text and "从 2026-11-23 起算" in text


def test_an_unknown_year_is_an_estimate_and_says_so(browser):
    assert "未核准日历" in ask(browser, code="D15", start="2026-12-30").content.decode()
    assert "未核准日历</span>" not in ask(browser, code="D30", start="2026-12-30").content.decode()


def test_the_report_of_the_nearest_notice_is_found_for_a_county(browser):
    assert "2026-10-10 星期六到期" in ask(browser, code="D36", start="2026-06-11").content.decode()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"code": "D37", "start": "2026-11-20"}, "日数由办案人填写"),
        ({"code": "D15", "start": "2026-11-20", "pause_first": "2026-11-21"}, "首日和末日都要填"),
        ({"code": "D15", "start": "2026-11-20", "pause_first": "2026-11-23", "pause_last": "2026-11-21"}, "早于开始日"),
        ({"code": "D30", "start": "2026-11-20", "pause_first": "2026-11-21", "pause_last": "2026-11-22"}, "没有中止"),
        ({"code": "D99", "start": "2026-11-20"}, "D99"),
        ({"code": "D01", "start": "9999-12-31"}, "请核对日期"),
    ],
)
def test_what_cannot_be_reckoned_is_told(browser, asked, told):
    answer = ask(browser, **asked)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert answer.context["answers"] == []
