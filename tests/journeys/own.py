"""A worker at his own pages, on a phone without scripts; the code comes from the page where the demonstration shows what it would send."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browsing import fill, go, leads, press
from tests.reliability.harness import until

CODE = re.compile(r"验证码 (\d{6})")


def enters(page: Page, official: Page, phone: str) -> None:
    """From the phone's number to his own pages; the page that asks for the number is open."""
    before = len(codes(official))
    fill(page, phone=phone)
    press(page, "发验证码到这个手机")
    expect(page.get_by_role("heading", level=1)).to_have_text("填验证码")
    until(lambda: len(codes(official)) > before, 120)  # a worker process sends it
    fill(page, code=codes(official)[0])
    leads(page, lambda: press(page, "看我的工资"))


def codes(official: Page) -> list[str]:
    """The newest first."""
    go(official, "/demo/sms/")
    return CODE.findall(official.locator("main").inner_text())


def says(page: Page, button: str, note: str = "") -> None:
    """His word on the part of the month that the button belongs to, and the page's thanks."""
    form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
    if note:
        fill(form, note=note)
    with page.expect_navigation():  # the thanks for the word before may stand on the same page
        press(form, button)
    expect(page.locator(".m-say")).to_contain_text("记下了")


def sticks_out(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
