"""A wage officer hands in a month's payroll: faults by cell, the marked workbook, the mended file, the receipt."""

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from portal.env import ROOT
from tests.journeys.browsing import agree, follow, go, hears, menu, path_of, takes_home

SAMPLE = ROOT / "tests" / "samples" / "02_bad_rows.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTY = {"C4", "C5", "C6", "F7", "K8", "K9", "K10", "I11", "J11", "B12", "C13", "G14", "H15"}  # as the samples' README lists them
# What the wage officer finds out about each of them.
MENDED = {
    "C4": "14032119830125000X", "C6": "140321198907160009", "F7": 25, "K8": "6217000000001090103", "K10": "6217000000001090590", "I11": 0,
    "B12": "郑永兰", "C13": "140321199205010000", "G14": 220, "G15": 300,
}  # fmt: skip
FIRST_ROW, LAST_ROW, TOTAL_ROW = 4, 33, 34


def mended() -> bytes:
    """The sample with its faults mended and its sums done again."""
    book = load_workbook(SAMPLE)
    sheet = book.active
    for cell, value in MENDED.items():
        sheet[cell] = value
    for line in range(FIRST_ROW, LAST_ROW + 1):
        sheet[f"H{line}"] = sheet[f"F{line}"].value * sheet[f"G{line}"].value
        sheet[f"J{line}"] = sheet[f"H{line}"].value - sheet[f"I{line}"].value
    for column in "FHIJ":
        sheet[f"{column}{TOTAL_ROW}"] = sum(sheet[f"{column}{line}"].value for line in range(FIRST_ROW, LAST_ROW + 1))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def opens_form(page: Page, project: str, month: str) -> None:
    """From the months to the project and its payroll form, which offers the month that is due."""
    menu(page, "工资支付")
    page.locator("section", has=page.get_by_role("heading", name="我的项目")).get_by_role("link", name=project).click()
    page.locator("main").get_by_role("link", name="工资表", exact=True).click()
    expect(page.locator("[name=month]")).to_have_value(month)


def uploads(page: Page, employer: str, name: str, content: bytes) -> None:
    page.locator("[name=employer]").select_option(label=employer)
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("heading", name="逐条改正")).to_be_visible()


def faults(page: Page, severity: str) -> dict[str, str]:
    """What the page says about each cell, of one severity."""
    go(page, f"{path_of(page)}?severity={severity}")
    return {item.locator(".place").inner_text(): item.inner_text() for item in page.locator(".wp-fix").all()}


def marked_cells(page: Page) -> set[str]:
    """The cells that bear a remark in the workbook that comes back."""
    book = load_workbook(io.BytesIO(takes_home(page, lambda: follow(page, "带批注的表"))))
    return {cell.coordinate for sheet in book for line in sheet.iter_rows() for cell in line if cell.comment}


def confirms(page: Page) -> str:
    """Acknowledge each remaining remark by name, sign, submit; the receipt's number."""
    follow(page, "下一步")
    page.locator("[name=signed]").check()
    page.locator("main button[type=submit]").click()
    expect(page.locator(".p-errsum")).to_contain_text("还没有确认")
    page.wait_for_load_state()  # the ticks come after the summary
    for tick in page.locator("[name=acknowledged]").all():
        tick.check()
    page.locator("[name=signed]").check()
    page.locator("main button[type=submit]").click()
    number = page.locator(".wp-receipt").inner_text()
    assert re.fullmatch(r"GZ-140321-202610-\d+-\d{2}", number), number
    return number


def approves(page: Page) -> None:
    """The general contractor's decision on the sheet that is open."""
    agree(page, "审核通过", "审核通过")
    hears(page, "审核通过")


def submits_again(page: Page) -> None:
    """Back to the form with another file."""
    follow(page, "改后重传")
