"""The gallery, the sign-in and the error pages in a real Chromium at both widths: nothing refused, nothing sticking out."""

import os

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, expect, sync_playwright

from tools.chromium import ARGUMENTS, EXECUTABLE, WATCH, WIDTHS, violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(django_db_setup, django_db_blocker):
    """The address of a server over the tests' database; these pages write nothing, so nothing has to be cleaned up."""
    with django_db_blocker.unblock():
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; the server's queries run in its own
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=EXECUTABLE, args=list(ARGUMENTS))
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=WIDTHS, ids=lambda size: str(size[0]))
def page(request, browser):
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def sticks_out(page: Page) -> int:
    return page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("path", ["/gallery/", "/login/", "/nowhere/"])
def test_nothing_is_refused_and_nothing_sticks_out(page, served, path):
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{served}{path}")
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert faults == []
    assert sticks_out(page) <= 0


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


def test_without_scripts_the_confirmation_is_a_page(browser, served):
    context = browser.new_context(java_script_enabled=False)
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
    assert page.url.endswith("#id_number")


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
