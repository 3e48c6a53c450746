"""The gallery, the sign-in and the error pages in a real Chromium at both widths: nothing refused, nothing sticking out, everybody can use them."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from portal.accounts.enums import Role
from tests.cast import signed_in
from tests.interface.serving import chromium, serving
from tests.make import accounts, tenancy
from tools.accessibility import serious_faults
from tools.chromium import WATCH, WIDTHS, violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A served clone of the database with a tenant's administrator in it, signed in."""
    with django_db_blocker.unblock(), serving("_parts") as url:
        yield url, signed_in(accounts.actor(Role.ADMIN, region=tenancy.tree().city)).cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def served(house) -> str:
    return house[0]


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(params=WIDTHS, ids=lambda size: str(size[0]))
def window(request, browser):
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture
def guest(window) -> Page:
    """Nobody has signed in."""
    return window.new_page()


@pytest.fixture
def page(window, house) -> Page:
    """The administrator's."""
    url, key = house
    window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    return window.new_page()


def sticks_out(page: Page) -> int:
    return page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")


def test_nothing_is_refused_and_nothing_sticks_out_of_the_gallery(page, served):
    opens_whole(page, f"{served}/gallery/")


@pytest.mark.parametrize("path", ["/login/", "/nowhere/"])
def test_nothing_is_refused_and_nothing_sticks_out_for_a_guest(guest, served, path):
    opens_whole(guest, f"{served}{path}")


def opens_whole(page: Page, address: str) -> None:
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert faults == []
    assert sticks_out(page) <= 0
    assert serious_faults(page) == []


def test_the_chart_is_drawn_and_the_icons_are_there(page, served):
    page.goto(f"{served}/gallery/")
    page.locator(".p-chart svg path").first.wait_for(state="attached")
    box = page.locator(".p-main .btn .i").first.bounding_box()
    assert box["width"] == pytest.approx(16, abs=1)
    assert page.evaluate("() => document.fonts.ready.then(() => true)")


def test_success_leaves_by_itself_and_failure_stays_until_it_is_closed(page, served):
    page.clock.install()
    page.goto(f"{served}/gallery/")
    page.locator(".p-toast").nth(1).wait_for()
    page.clock.run_for(6000)
    expect(page.locator(".p-toast")).to_have_count(1)
    page.locator(".p-toast.bad [data-shut]").click()
    expect(page.locator(".p-toast")).to_have_count(0)


def test_the_keys_of_lists_and_search(page, served):
    page.goto(f"{served}/gallery/")
    page.locator("body").press("j")
    assert page.locator("tr.here").count() == (1 if page.locator("table[data-rows]").count() else 0)
    if page.locator(".p-find").is_visible():
        page.locator("body").press("/")
        assert page.evaluate("() => document.activeElement.name") == "q"


def test_a_confirmation_opens_in_place_with_the_quiet_button_in_focus(page, served):
    page.goto(f"{served}/gallery/")
    page.locator("a[data-dialog]").click()
    expect(page.locator("dialog .p-dialog h2")).to_have_text("核销这条红色预警？")
    assert page.evaluate("() => document.activeElement.textContent.trim()") == "取消"
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.hasAttribute('data-dialog')")


def test_a_confirmation_acts_at_its_own_address(page, served):
    page.goto(f"{served}/gallery/")
    page.locator("a[data-dialog]").click()
    page.locator("dialog textarea").fill("1 月 15 日到账 110 万元，回单已核")
    page.locator("dialog button[type=submit]").click()
    expect(page.locator(".p-toast", has_text="已核销")).to_have_count(1)
    assert page.url == f"{served}/gallery/"


def test_without_scripts_the_confirmation_is_a_page(browser, house):
    served, key = house
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": served}])
    page = context.new_page()
    page.goto(f"{served}/gallery/confirm/")
    page.locator("button:has-text('核销并报大队长')").click()
    expect(page.locator(".p-errsum")).to_contain_text("理由")
    page.locator("textarea").fill("1 月 15 日到账，回单已核")
    page.locator("button:has-text('核销并报大队长')").click()
    expect(page.locator("h1")).to_contain_text("人工费")
    context.close()


def test_the_error_summary_has_the_focus_and_leads_to_the_field(page, served):
    page.goto(f"{served}/gallery/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => document.activeElement.classList.contains('p-errsum')")
    page.locator(".p-errsum a").first.click()
    page.wait_for_url("**#id_number")


def test_an_amount_is_grouped_after_leaving_and_plain_while_typing(page, served):
    page.goto(f"{served}/gallery/")
    amount = page.locator("#id_amount")
    amount.fill("1046320.5")
    page.locator("#id_person").focus()
    assert amount.input_value() == "1,046,320.5"
    amount.focus()
    assert amount.input_value() == "1046320.5"


def test_an_amount_reached_by_the_tab_key_is_replaced_by_typing(page, served):
    page.goto(f"{served}/gallery/")
    amount = page.locator("#id_amount")
    amount.fill("9360.5")
    amount.press("Shift+Tab")
    assert amount.input_value() == "9,360.5"
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    assert amount.input_value() == "12"


def test_a_running_job_asks_again_until_it_is_over(page, served):
    page.goto(f"{served}/gallery/")
    expect(page.locator("#job-sample-running")).to_have_count(1)
    expect(page.locator("#job-sample-done")).to_contain_text("97 行")
    expect(page.locator("#job-sample-running")).to_have_count(0)
