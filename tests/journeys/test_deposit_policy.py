"""A tenant administrator changes a figure of the deposit, sees beforehand whom it moves, and the deposits explain themselves anew."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import House, fill, follow, go, hears, leads, menu, path_of, press, row
from tests.journeys.installation import DAY

pytestmark = pytest.mark.browser

SCHOOL, KEY = "平定县冠山学校改造", "专户余额超过年度合同额多少可以暂免存"
PAPER = "阳农工治欠办〔2026〕12号《调整工资保证金暂免条件的通知》"


def test_a_changed_figure_is_told_before_it_is_saved_and_explains_the_deposits_afterwards(house: House):
    inspector, administrator = house.person("pd-inspector"), house.person("admin-yq")
    deposit = the_sum_is_decided(inspector)
    the_line_is_raised(administrator)
    the_deposit_says_what_changed(inspector, deposit)
    the_sum_is_decided_anew(inspector)
    it_explains_itself(inspector, deposit)
    assert house.faults == []


def the_sum_is_decided(page: Page) -> str:
    """The account holds more than 1 % of the contract, so nothing has to be stored; the address of the deposit."""
    menu(page, "工资保证金")
    deposit = leads(page, row(page, SCHOOL).get_by_role("link").first.click)
    follow(page, "核定应存金额")
    expect(page.locator("h1")).to_contain_text("免存")
    press(page, "核定并保存")
    hears(page, "已核定")
    return deposit


def the_line_is_raised(page: Page) -> None:
    """Nothing is saved before the second page was seen; leaving it leaves everything as it was."""
    menu(page, "政策参数")
    go(page, f"{path_of(page)}?q={KEY}")
    here = leads(page, row(page, KEY).get_by_role("link").first.click)
    follow(page, "修改")
    page.locator("[name='certainty']").select_option("A")
    fill(page, value="0.02", source=PAPER, valid_from=DAY, reason="暂免的条件提高到百分之二")
    press(page, "看会改变什么")
    told = row(page, SCHOOL)
    expect(told).to_contain_text("免存")
    expect(told).to_contain_text("240,000")
    expect(page.locator("h1")).to_contain_text("还没有保存")
    other = page.context.new_page()
    other.goto(page.url.split("/policy/")[0] + here)
    expect(other.locator("h1")).to_contain_text("1%")
    other.close()
    press(page, "确认保存")
    hears(page, "已设置")
    expect(page.locator("h1")).to_contain_text("2%")


def the_deposit_says_what_changed(page: Page, deposit: str) -> None:
    """The decision stands until somebody decides anew."""
    go(page, deposit)
    expect(page.get_by_text("与这次核定不同")).to_contain_text("应存 240,000 元")


def the_sum_is_decided_anew(page: Page) -> None:
    menu(page, "工资保证金")
    follow(page, "重新核定")
    found = row(page, SCHOOL)
    expect(found).to_contain_text("没有超过，不暂免")
    found.get_by_role("checkbox").check()
    press(page, "重新核定")
    expect(page.locator("main")).to_contain_text("有一个不能办，全部不办")
    press(page, "确认")
    hears(page, "已重新核定 1 个项目")
    expect(row(page, SCHOOL)).to_have_count(0)


def it_explains_itself(page: Page, deposit: str) -> None:
    go(page, deposit)
    expect(page.get_by_text("与这次核定不同")).to_have_count(0)
    follow(page, "看步骤和法条")
    expect(page.locator("h1")).to_contain_text("核定应存 240,000 元")
    expect(row(page, "没有超过，不暂免")).to_contain_text(PAPER)
