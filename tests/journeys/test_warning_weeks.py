"""A red warning that nobody touches climbs the whole ladder."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import House, fill, follow, go, hears, path_of, press, row
from tests.journeys.installation import DAY, Installation

pytestmark = pytest.mark.browser

GARDEN = "盂县秀水花园二期"
LATE = "木工班说离场没有结清"


def test_one_that_nobody_touches_climbs_the_whole_ladder_day_by_day(house: House, installation: Installation):
    office = house.person("yx-inspector")
    address = is_reported(office, LATE, month="2026-10")
    day = dt.date.fromisoformat(DAY)
    for n in (1, 2, 4, 6, 8, 16):  # the days on which the ladder has a rung for a term of three days
        run = ("clear", "--date", (day + dt.timedelta(days=n)).isoformat(), "--jurisdiction", "140322")
        assert installation.command(*run)["escalated"] >= 1
    assert installation.command(*run)["escalated"] == 0
    go(office, address)
    follow(office, "延期、中止和升级记录")
    for rung in ("第 1 日", "第 2 日", "第 3 日", "第 5 日", "第 7 日", "第 15 日"):
        expect(row(office, rung)).to_have_count(1)
    assert house.faults == []


def is_reported(page: Page, title: str, *, month: str) -> str:
    """Whoever sees it says it; the address of the warning."""
    go(page, "/warnings/report/")
    page.locator("[name=level][value=red]").check()
    fill(page, project=GARDEN, title=title, month=month, text="工地上问了六个人，说法一致，劳资专管员说等甲方拨款。")
    press(page, "上报")
    hears(page, "已上报")
    follow(page, title)
    return path_of(page)
