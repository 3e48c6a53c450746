"""The city's offices: campaigns, the ledger of the day, the table of the winter drive, the weekly bulletin."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browsing import fill, follow, go, hears, menu, path_of, press, row, takes_home


def starts_campaign(page: Page, template: str, starts_on: str) -> str:
    """From a notice's template; the address of the campaign."""
    go(page, "/campaigns/start/")
    page.get_by_label(template).check()
    fill(page, starts_on=starts_on)
    press(page, "启动并分派任务")
    hears(page, "专项行动已启动")
    return path_of(page)


def ledger_of(page: Page, day: str, county: str):
    """The row of a county in the frozen ledger of a day."""
    menu(page, "三日清零")
    follow(page, "每日台账")
    return row(page, day, county)


def inspects(page: Page, name: str, code: str, *, workers: int, migrants: int, signed: int) -> None:
    """An inspector enters an employer and what he found there: columns 1 to 4 of the table."""
    menu(page, "用人单位")
    follow(page, "登记用人单位")
    fill(page, employer_name=name, employer_uscc=code)
    page.get_by_label("加工制造企业").check()
    page.locator("main button[type=submit]").click()
    hears(page, "已登记用人单位")
    go(page, "/projects/inspections/new/")
    page.locator("[name=employer]").select_option(index=1)
    fill(page, workers=str(workers), migrant_workers=str(migrants), with_contract=str(signed), inspectors="样例监察甲、样例监察乙")
    page.get_by_label("没有发现").check()
    page.locator("main button[type=submit]").click()
    hears(page, "已登记检查")


def figures_of(page: Page, row_name: str) -> list[str]:
    """The seventeen figures of a row of the table."""
    return page.locator("table.p-stat tbody tr").filter(has=page.locator("th", has_text=row_name)).locator("td a").all_inner_texts()


def opens_cell(page: Page, row_name: str, column: int) -> None:
    """Click a figure of the 17-column table and see what it is made of."""
    line = page.locator("table.p-stat tbody tr").filter(has=page.locator("th", has_text=row_name))
    line.locator(f"a[href*='column={column}#']").click()
    expect(page.locator("#cell h2")).to_contain_text(f"第 {column} 栏")


def makes_bulletin(page: Page) -> bytes:
    """This week's, printed in the background while the page waits."""
    menu(page, "周调度通报")
    press(page, "生成周通报")
    hears(page, "数字已固定")
    link = page.locator("main").get_by_role("link", name=re.compile("下载"))
    expect(link).to_be_visible()
    return takes_home(page, link.click)
