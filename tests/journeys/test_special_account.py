"""The contractor opens the special account of a new project, uploads its agreement, the inspector files it, and the lamp turns green."""

import pytest
from playwright.sync_api import Page, expect

from portal.operations.demo.enterprises import CONTRACTORS
from portal.operations.demo.enterprises import code as credit_code
from portal.operations.demo.proofs import picture
from tests.journeys.browsing import House, fill, follow, go, hears, path_of, press
from tests.journeys.installation import DAY

pytestmark = pytest.mark.browser

NAME = "平定县样例文化馆"


def test_the_lamp_turns_green_when_the_account_is_opened_agreed_and_filed(house: House):
    inspector, contractor = house.person("pd-inspector"), house.person("contractor")
    address = a_project_is_registered(inspector)
    go(contractor, address)
    expect(lamp(contractor)).to_contain_text("未开立")
    the_account_is_opened(contractor)
    expect(lamp(contractor)).to_contain_text("没有三方协议")
    the_agreement_is_uploaded(contractor)
    go(contractor, address)
    expect(lamp(contractor)).to_contain_text("备案期限")
    the_account_is_filed(inspector, address)
    go(contractor, address)
    expect(lamp(contractor).locator(".mk-ok")).to_have_count(1)
    assert house.faults == []


def lamp(page: Page):
    """What the dossier says of the account: the row of the five systems."""
    return page.locator("#systems tr").filter(has_text="工资专用账户").first.locator("td[data-l='建立']")


def a_project_is_registered(page: Page) -> str:
    go(page, "/projects/new/")
    page.locator("[name='industry']").select_option("housing")
    today = DAY
    fill(page, name=NAME, contract_amount="12000000", labour_cost_percent="20", labour_cost_cycle_months="1", contract_signed_on=today, pay_day="20")
    fill(page, contractor_name=CONTRACTORS[0][0], contractor_uscc=credit_code(100))
    press(page, "建档")
    hears(page, "已建档")
    return path_of(page)


def the_account_is_opened(page: Page) -> None:
    follow(page, "登记专户")
    dialog = page.locator("dialog")
    dialog.locator("[name='bank']").select_option(index=1)
    fill(dialog, account_number="9999 0000 0012 3456", opened_on=DAY)
    press(dialog, "登记专户")
    hears(page, "已登记专户")


def the_agreement_is_uploaded(page: Page) -> None:
    page.locator("#accounts dd a").first.click()
    follow(page, "上传三方协议")
    dialog = page.locator("dialog")
    dialog.locator("[name='file']").set_input_files({"name": "三方协议.png", "mimeType": "image/png", "buffer": picture()})
    press(dialog, "登记协议")
    hears(page, "已登记三方协议")
    expect(page.get_by_text("专用账户三方协议").first).to_be_visible()


def the_account_is_filed(page: Page, address: str) -> None:
    go(page, address)
    page.locator("#accounts dd a").first.click()
    follow(page, "登记备案")
    press(page.locator("dialog"), "登记备案")
    hears(page, "已登记备案")
    expect(page.get_by_text("没有缺项")).to_be_visible()
