"""A worker complains by the site's code; the inspector makes a case of it; both end when the money is there."""

import io
from urllib.parse import urljoin, urlsplit

import segno
from playwright.sync_api import Page, expect

from tests.journeys.browsing import fill, follow, go, hears, house_of, leads, menu, path_of, press, row
from tests.journeys.papers import slip


def code_on_board(page: Page) -> str:
    """Where the code on the site's notice board leads; the picture in the dossier that is open says just that."""
    address = urljoin(house_of(page), page.locator("#code").get_by_role("link", name="看工友看到的页面").get_attribute("href"))
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=8, border=4, dark="#000", light="#fff")
    assert page.request.get(house_of(page) + page.locator("#code img").get_attribute("src")).body() == drawn.getvalue()
    return urlsplit(address).path


def complains(page: Page, url: str, *, name: str, phone: str, amount: str) -> str:
    """The form of the site, filled in on a phone without scripts; the code he is given."""
    page.goto(url)
    page.get_by_label("10 月").check()
    fill(page, amount=amount, name=name, phone=phone)
    press(page, "提交")
    return page.locator(".code").inner_text()


def looks_up(page: Page, code: str) -> None:
    """By the entry page, typed as people type."""
    go(page, "/t/")
    fill(page, code=code.lower().replace("-", " "))
    leads(page, lambda: press(page, "查看"))


def accepts(page: Page, project: str) -> tuple[str, str]:
    """The inspector finds the lead and makes a case: the addresses of both."""
    menu(page, "线索")
    lead = leads(page, row(page, project).first.get_by_role("link").first.click)
    press(page, "受理")
    hears(page, "已受理")
    return lead, path_of(page)


def adds_worker(page: Page, *, name: str, claimed: str) -> None:
    follow(page, "添加人员")
    fill(page, name=name, claimed=claimed)
    press(page, "添加人员")
    hears(page, "已加入明细")


def verifies_line(page: Page, case: str, name: str, amount: str) -> None:
    go(page, case)
    follow(page, name)
    fill(page, verified=amount, note="2026-11-20 与考勤、工资表和班组长笔录核对一致")
    press(page, "核实")
    hears(page, "已核实")


def pays(page: Page, case: str, name: str) -> None:
    """The whole sum that is owed, with its slip."""
    go(page, case)
    follow(page, name)
    page.locator("[name=source]").select_option("account")
    page.locator("[name=receipt]").set_input_files(slip("transfer 2026-11-20"))
    press(page, "登记到账")
    hears(page, "已登记到账")


def may_not_settle(page: Page, case: str, name: str) -> None:
    """不解决不销账: the name of who is not paid stands in the refusal."""
    go(page, case)
    follow(page, "销账")
    press(page, "销账")
    expect(page.locator(".p-errsum")).to_contain_text(name)


def closes(page: Page, case: str) -> None:
    """办结, the end of the procedure."""
    go(page, case)
    follow(page, "办结")
    page.get_by_label("已清偿").check()
    fill(page, note="两名工人工资已由专户付清，回单已核。", reply="您的工资已经到账，请查收。")
    press(page, "办结")
    hears(page, "已办结")


def settles(page: Page, case: str) -> None:
    """销账, the end of the debt."""
    go(page, case)
    follow(page, "销账")
    press(page, "销账")
    hears(page, "已销账")
