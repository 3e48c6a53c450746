"""A month's wages on their way: the template, the audit, the batch, the bank's file and its answer, the end of the month."""

import io
import re

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.journeys.browsing import agree, fill, follow, go, hears, leads, menu, path_of, press, row, takes_home
from tests.journeys.uploading import XLSX

PAID_ON = "2026-11-20"
ANSWER = ("代发编号", "收款户名", "收款账号", "金额", "交易日期", "处理结果", "失败原因")


def takes_template(page: Page) -> bytes:
    """The month's payroll with the roster and the days of the attendance; the way in is on the form of the payroll."""
    form = path_of(page)
    page.get_by_role("link", name=re.compile("下载模板")).click()
    content = takes_home(page, lambda: press(page, "下载"))
    go(page, form)
    return content


def hands_in(page: Page) -> str:
    """Confirm what was checked, each remark by name; the receipt's number."""
    leads(page, lambda: follow(page, "下一步"))
    for tick in page.locator("[name=acknowledged], [name=signed]").all():
        tick.check()
    page.locator("main button[type=submit]").click()
    return page.locator(".wp-receipt").inner_text()


def opens_month(page: Page, project: str, month: str) -> None:
    """From the list of months, where the next step of each stands."""
    menu(page, "工资支付")
    year, number = month.split("-")
    leads(page, row(page, project, f"{year} 年 {int(number)} 月").get_by_role("link", name=project).first.click)
    expect(page.get_by_role("heading", level=1)).to_contain_text("工资")


def opens_sheet(page: Page, *texts: str) -> None:
    """From the month to the version that bears these words."""
    leads(page, row(page, "GZ-", *texts).get_by_role("link").first.click)


def makes_batch(page: Page) -> str:
    """The address of the batch of the sheet that is open."""
    follow(page, "生成代发批次")
    press(page, "生成批次")
    hears(page, "已生成")
    return path_of(page)


def takes_bank_file(page: Page) -> list[tuple]:
    """The lines of the file, for which one proves again who one is."""
    batch = path_of(page)
    follow(page, "银行文件")
    expect(page.locator("#id_password").or_(page.get_by_role("button", name="下载", exact=True))).to_be_visible()
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        press(page, "确认")
    content = takes_home(page, lambda: press(page, "下载"))
    go(page, batch)
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2, values_only=True))


def answer_of(lines: list[tuple], failed: dict[str, str] | None = None) -> bytes:
    """The bank's receipt for a file: every line with what became of it. The numbers of ours come back with it."""
    book = Workbook()
    book.active.append(ANSWER)
    for _, code, name, card, _, amount, *_ in lines:
        why = (failed or {}).get(name, "")
        book.active.append((code, name, card, amount, PAID_ON, "失败" if why else "成功", why))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def imports_answer(page: Page, name: str, content: bytes) -> None:
    """From the batch to the receipt's file and back to the batch."""
    follow(page, "导入回单")
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("heading", name="逐条改正")).to_be_visible()
    assert hands_in(page).startswith("DF-")
    leads(page, lambda: follow(page, "看代发批次"))


def mends_card(page: Page, name: str, card: str) -> None:
    """The failed line says what to do; afterwards one stands before the batch again, and the line may be sent."""
    failed = row(page, name, "户名与账号不符", "还没有更正")
    expect(failed).to_have_count(1)
    follow(failed, "更正卡号")
    fill(page, card=card, bank_name="示例银行", reason="本人换卡，已核对卡面")
    press(page, "变更")
    hears(page, "已变更")
    expect(row(page, name, "可以重发")).to_have_count(1)


def sends_again(page: Page) -> None:
    agree(page, "重发失败的", "重发")
    hears(page, "已生成")


def closes_month(page: Page, note: str) -> str:
    """The number of the receipt."""
    follow(page, "结账")
    dialog = page.locator("dialog")
    fill(dialog, note=note)
    press(dialog, "结账")
    hears(page, "已结账")
    return page.locator(".p-note b.num").first.inner_text()
