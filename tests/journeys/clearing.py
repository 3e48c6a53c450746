"""An inspector and a red warning: find it on the desk, read why, write the letter, clear it on proof."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import agree, fill, follow, go, hears, leads, press, row, takes_home
from tests.journeys.papers import pages_of, slip


def red_on_desk(page: Page, project: str) -> Locator:
    """The rows of the desk's three-day panel that are red and about the project."""
    go(page, "/")
    return page.locator("section[aria-labelledby=h-d3] tbody tr").filter(has_text=project).filter(has=page.locator(".mk-red"))


def reads_why(page: Page) -> None:
    """One sentence with figures, the articles of law, what has to happen."""
    expect(page.locator(".p-why")).to_contain_text(re.compile(r"\d"))
    expect(page.locator("main")).to_contain_text("条例")
    expect(page.locator("section", has_text="怎样才能销号").locator(".p-todo li").first).not_to_be_empty()


def drafts_interview_letter(page: Page) -> str:
    """The address of the draft; its facts come from the warning, the officer adds when and where."""
    follow(page, "拟约谈函")
    expect(page.locator("[name=fact_findings]")).not_to_have_value("")
    fill(page, fact_interview_on="2026-11-24", fact_interview_time="上午9时30分", fact_interview_place="平定县劳动保障监察大队二楼会议室")
    return leads(page, lambda: press(page, "保存"))


def issues(page: Page) -> str:
    """Review and sign; the number the letter got."""
    agree(page, "审核", "审核通过")
    hears(page, "已审核")
    agree(page, "签发", "签发并编号")
    hears(page, "已签发")
    return page.locator("dt:text-is('文号') + dd").inner_text()


def prints(page: Page, number: str) -> bytes:
    """The final PDF, which bears the number."""
    pdf = takes_home(page, lambda: follow(page, "下载定稿"))
    assert number.replace(" ", "") in "".join(pages_of(pdf))
    return pdf


def verifies(page: Page, note: str) -> None:
    fill(page, note=note)
    press(page, "核实")
    hears(page, "已核实")


def clears(page: Page, note: str, *, against: str = "") -> str:
    """Clear on proof alone; the address of the proof. ``against``: what a worker's word says, who was heard before."""
    follow(page, "销号")
    fill(page, note=note)
    press(page, "销号")
    expect(page.locator(".p-errsum")).to_contain_text("佐证")
    page.locator("[name=proof]").set_input_files(slip("wages paid 2026-11-20"))
    if against:
        press(page, "销号")
        expect(page.locator(".p-errsum")).to_contain_text(against)
        page.locator("[name=is_heard]").check()
        page.locator("[name=proof]").set_input_files(slip("wages paid 2026-11-20"))
    press(page, "销号")
    hears(page, "已销号")
    return page.locator("a[href^='/files/']").first.get_attribute("href")


def opens_warning(page: Page, project: str, *, level: str) -> None:
    """Open a project's warning from the list."""
    go(page, "/warnings/")
    found = row(page, project).filter(has=page.locator(f".lv-{level}")).first
    found.get_by_role("link").first.click()
