"""A red warning from the grid officer's word to the look-back, and one that nobody touches climbing the whole ladder."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.journeys import clearing, own
from tests.journeys.browsing import PHONE, House, agree, fill, follow, go, hears, leads, press, row
from tests.journeys.installation import DAY, Installation
from tests.journeys.papers import slip
from tools.crawl import sign_in

pytestmark = pytest.mark.browser

GARDEN, WORKER_PHONE = "盂县秀水花园二期", "13800001110"
# Thirty days pass by the hand of the test: the scope of every region, then the dates.
EVERYWHERE = "; ".join(
    f"SELECT set_config('portal.{kind}_regions', (SELECT string_agg(id::text, ',') FROM tenancy_region), false)" for kind in ("read", "write")
)
CLAIM, LATE = "钢筋班说十一月的生活费没有给", "木工班说离场没有结清"


def test_a_red_warning_is_taken_up_justified_contradicted_lettered_proved_cleared_and_looked_back_at(house: House, installation: Installation):
    inspector = house.person("yx-inspector")
    address = is_reported(inspector, CLAIM, month="2026-11")
    is_taken_up_on_a_phone(house, address)
    firm = house.person("contractor")
    the_firm_justifies(firm, address)
    the_workers_are_asked_and_one_contradicts(house, inspector, address)
    the_justification_fails(inspector, address)
    go(inspector, address)
    clearing.drafts_interview_letter(inspector)
    it_is_cleared_in_time(inspector, address)
    thirty_days_later_it_holds(inspector, installation)
    go(firm, address)
    expect(firm.locator("main")).to_contain_text("已销号")
    assert house.faults == []


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
    for rung in ("第 1 日", "第 2 日", "第 3 日", "第 5 日", "第 7 日"):
        expect(row(office, rung)).to_have_count(1)
    expect(row(office, "第 15 日")).to_have_count(2)
    for measure in ("督办：", "约谈：", "通报：", "问责："):
        expect(row(office, f"{measure}属地政府和行业主管部门")).to_have_count(1)
    assert house.faults == []


def is_reported(page: Page, title: str, *, month: str) -> str:
    """Whoever sees it says it; the address of the warning."""
    go(page, "/warnings/report/")
    page.locator("[name=level][value=red]").check()
    fill(page, project=GARDEN, title=title, month=month, text="工地上问了六个人，说法一致，劳资专管员说等甲方拨款。")
    press(page, "上报")
    hears(page, "已上报")
    return leads(page, lambda: follow(page, title))


def is_taken_up_on_a_phone(house: House, address: str) -> None:
    phone = house.window("yx-inspector", viewport=PHONE)
    sign_in(phone, house.url, "yx-inspector", PASSWORD)
    go(phone, address)
    agree(phone, "响应", "响应")
    hears(phone, "已响应")
    assert not own.sticks_out(phone)


def the_firm_justifies(page: Page, address: str) -> None:
    go(page, address)
    follow(page, "申辩")
    fill(page, text="十一月生活费已经现金发给班组长，签收单见附件。")
    page.locator("[name=file]").set_input_files(slip("signed 2026-11-18"))
    press(page, "提交申辩")
    hears(page, "申辩已提交")


def the_workers_are_asked_and_one_contradicts(house: House, inspector: Page, address: str) -> None:
    for _ in range(2):  # sixty at a time, and the site has more
        go(inspector, address)  # without the message of the time before
        agree(inspector, "向工友核实", "发短信核实")
        hears(inspector, "名工友核实")
    worker = house.worker()
    worker.goto(f"{house.url}/t/pay/")
    own.enters(worker, inspector, WORKER_PHONE)
    worker.get_by_role("link", name="11 月").first.click()
    own.says(worker, "没收到或不够", "班组长没有给我")


def the_justification_fails(page: Page, address: str) -> None:
    """What a worker denies cannot be accepted; the firm is told why not."""
    go(page, address)
    expect(page.locator("section", has_text="工友的说法")).to_contain_text("1 人说没收到或不够")
    follow(page, "待复核")
    page.locator("[name=accept][value=yes]").check()
    fill(page, reason="附件有班组长签收。")
    press(page, "登记复核意见")
    expect(page.locator(".p-errsum")).to_contain_text("不能认定成立")
    page.locator("[name=accept][value=no]").check()
    press(page, "登记复核意见")
    hears(page, "复核意见已登记")


def it_is_cleared_in_time(page: Page, address: str) -> None:
    go(page, address)
    clearing.verifies(page, "到工地问了十个人，生活费今天下午补发，看了转账。")
    clearing.clears(page, "补发的转账回单，六个人都说收到了。", against="1 名工友说没收到或不够")


def thirty_days_later_it_holds(page: Page, installation: Installation) -> None:
    installation.query(f"{EVERYWHERE}; UPDATE earlywarning_lookback SET cleared_on = cleared_on - 30, due_on = due_on - 30")
    go(page, "/warnings/look-backs/")
    row(page, CLAIM).get_by_role("link").first.click()
    page.locator("[name=result][value=holds]").check()
    fill(page, note="十二月的工资按时发了，没有反弹。")
    press(page, "登记")
    hears(page, "回头看已登记")
    expect(page.locator("main")).to_contain_text("没有反弹")
