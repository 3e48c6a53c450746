"""A month of wages in one go, as those see it who do it each month; and the worker's own pages."""

import pytest
from playwright.sync_api import Page, expect

from portal.operations.demo.people import card
from tests.journeys import own, payday, uploading
from tests.journeys.browsing import House, agree, fill, follow, go, hears, leads, menu, path_of, press, row, takes_home
from tests.journeys.papers import pages_of

pytestmark = pytest.mark.browser

GARDEN, CREW, MONTH = "盂县秀水花园二期", "示例劳务有限公司", "2026-10"
# The first two of the site's roster.
FIRST, FIRST_PHONE = "李二", "13800001100"
SECOND, SECOND_PHONE = "吴军志", "13800001101"
NEW_CARD = card(900_001)


def test_a_month_goes_from_the_template_to_the_bank_one_transfer_is_sent_again_and_the_worker_says_that_it_is_so(house: House):
    clerk, officer, bank = house.person("subcontractor"), house.person("contractor"), house.person("bank")
    a_sheet_is_handed_in(clerk)
    batch = the_sheet_is_audited_and_sent(officer)
    one_transfer_fails(bank)
    it_is_sent_again(officer, batch)
    the_month_is_closed(officer)
    inspector = house.person("yx-inspector")
    link = the_link_of_the_sheet(clerk)
    the_worker_confirms(house, inspector, link)
    the_answer_is_seen(clerk, inspector, link)
    assert house.faults == []


def test_a_worker_contradicts_and_sees_who_looked_at_his_numbers(house: House):
    """What he says of the money is the inspector's alone; who saw his number in full is told to him by unit and reason."""
    inspector, officer = house.person("yx-inspector"), house.person("contractor")
    project = the_inspector_looks_at_his_phone_number(inspector)
    worker = house.worker()
    worker.goto(f"{house.url}/t/pay/")
    own.enters(worker, inspector, SECOND_PHONE)
    worker.get_by_role("link", name="9 月").first.click()
    own.says(worker, "没收到或不够", "只给了两千，其余说年底给")
    expect(worker.get_by_role("link", name="反映欠薪")).to_have_count(1)
    follow(worker, "谁看过我的号码")
    expect(worker.locator(".m-steps li").first).to_contain_text("给本人打电话核实金额")
    assert not own.sticks_out(worker)

    for page, seen in ((inspector, 1), (officer, 0)):
        assert go(page, f"/wagepay/{project}/2026-09/reconcile/") == 200
        expect(row(page, SECOND, "只给了两千")).to_have_count(seen)
    leads(worker, lambda: press(worker, "退出"))
    worker.goto(f"{house.url}/t/pay/viewed/")
    expect(worker.get_by_role("heading", level=1)).to_have_text("看我的考勤和工资")
    assert house.faults == []


def a_sheet_is_handed_in(clerk: Page) -> None:
    """The template has the people and their days: looked through and sent back it is this month's payroll."""
    uploading.opens_form(clerk, GARDEN, MONTH)
    template = payday.takes_template(clerk)
    uploading.uploads(clerk, CREW, "10月工资表.xlsx", template)
    assert uploading.faults(clerk, "block") == {}
    assert payday.hands_in(clerk).startswith("GZ-140322-202610-")
    follow(clerk, "看工资表")


def the_sheet_is_audited_and_sent(officer: Page) -> str:
    """The address of the batch, from which on everything is done."""
    payday.opens_month(officer, GARDEN, MONTH)
    payday.opens_sheet(officer, CREW, "待总包审核")
    uploading.approves(officer)
    return payday.makes_batch(officer)


def one_transfer_fails(bank: Page) -> None:
    """The bank takes the file for its account and answers it."""
    menu(bank, "代发批次")
    leads(bank, row(bank, CREW).get_by_role("link").first.click)
    lines = payday.takes_bank_file(bank)
    payday.imports_answer(bank, "回单.xlsx", payday.answer_of(lines, {FIRST: "户名不符"}))
    go(bank, f"{path_of(bank)}?state=undone")
    expect(row(bank, "户名与账号不符")).to_have_count(1)


def it_is_sent_again(officer: Page, batch: str) -> None:
    """On the new card; the others have their voucher meanwhile."""
    go(officer, batch)
    payday.mends_card(officer, FIRST, NEW_CARD)
    agree(officer, "开具凭证", "开具")
    hears(officer, "已开具")
    paper = "".join(pages_of(takes_home(officer, lambda: follow(officer, "代发凭证"))))
    assert SECOND in paper and FIRST not in paper
    payday.sends_again(officer)
    [line] = payday.takes_bank_file(officer)
    assert (line[2], line[3]) == (FIRST, NEW_CARD)
    payday.imports_answer(officer, "回单二.xlsx", payday.answer_of([line]))
    expect(officer.get_by_role("heading", level=1)).to_contain_text("已回单")


def the_month_is_closed(officer: Page) -> None:
    payday.opens_month(officer, GARDEN, MONTH)
    assert payday.closes_month(officer, "全部到卡，回单已核").startswith("JZ-140322-202610-")


def the_link_of_the_sheet(clerk: Page) -> str:
    """What is posted up on the site."""
    leads(clerk, lambda: follow(clerk, "工友确认"))
    return clerk.locator("p.num").last.inner_text()


def the_worker_confirms(house: House, inspector: Page, link: str) -> None:
    """The code on the site leads to his month; both questions are answered there."""
    worker = house.worker()
    worker.goto(house.url + link[link.index("/t/pay/") :])
    own.enters(worker, inspector, FIRST_PHONE)
    expect(worker.locator(".headline")).to_contain_text("记录是发清了")
    assert not own.sticks_out(worker)
    own.says(worker, "属实")
    own.says(worker, "已收到")


def the_answer_is_seen(clerk: Page, inspector: Page, link: str) -> None:
    """By the firm, as a signature; by the inspector, who also sees what the worker says of the money."""
    clerk.reload()
    expect(row(clerk, "属实")).to_have_count(1)
    payday.opens_month(inspector, GARDEN, MONTH)
    payday.opens_sheet(inspector, CREW, "已发放")
    follow(inspector, "工友确认")
    expect(inspector.get_by_role("heading", level=1)).to_contain_text("1 人确认")
    expect(row(inspector, "属实")).to_have_count(1)


def the_inspector_looks_at_his_phone_number(inspector: Page) -> str:
    """From the site's roster, after a fresh proof and with a reason; the code of the site."""
    payday.opens_month(inspector, GARDEN, "2026-09")
    project = path_of(inspector).split("/")[2]
    go(inspector, f"/wagepay/{project}/roster/?q={SECOND}")
    row(inspector, SECOND).get_by_role("link").first.click()
    inspector.locator("dt:text-is('手机号') + dd").get_by_role("link", name="显示").click()
    inspector.fill("#id_password", payday.PASSWORD)
    press(inspector, "确认")
    fill(inspector, reason="给本人打电话核实金额")
    inspector.locator("main button[type=submit]").click()
    expect(inspector.locator("main")).to_contain_text(SECOND_PHONE)
    return project
