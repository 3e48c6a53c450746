"""The main job in one go: from a faulty payroll to a cleared warning, a paid worker and a printed bulletin."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import PASSWORD
from portal.operations.demo.enterprises import code as credit_code
from tests.journeys import city, clearing, paying, uploading
from tests.journeys.browsing import House, follow, go, leads, menu, press, row, takes_home
from tests.journeys.installation import DAY, Installation
from tests.journeys.papers import cells_of, pages_of
from tests.reliability.harness import until
from tools.crawl import Crawl

pytestmark = pytest.mark.browser

SCHOOL, GARDEN, PARK = "平定县冠山学校改造", "盂县秀水花园二期", "西青区中北示例产业园一期"
CREW = "示例劳务有限公司"


def test_from_a_faulty_payroll_to_a_cleared_warning_a_paid_worker_and_a_printed_bulletin(installation: Installation, house: House):
    a_payroll_is_handed_in(house)
    the_rules_are_run(installation)
    inspector = house.person("pd-inspector")
    warning, letter, proof = a_red_warning_is_cleared(inspector)
    the_street_is_warned(house)
    project, lead, case = a_worker_is_paid(house, inspector)
    the_other_county_sees_nothing(house, [project, warning, letter, f"{letter}print/", proof, lead, case])
    campaign = the_city_looks(house, installation)
    the_other_city_counts(house, campaign)
    assert house.faults == []


@pytest.mark.parametrize("account", ["pd-inspector", "yq-office", "contractor", "admin-yq", ""])
def test_no_page_keeps_anybody_out_or_sticks_out_of_a_phone(house: House, tmp_path, account: str):
    """After the journey there is something on every page: serious and critical faults of accessibility, widths, errors, refused parts."""
    crawl = Crawl(house.browser, house.url, tmp_path, cap=20, depth=1, pictures=False)
    shots = crawl.run((account, PASSWORD) if account else None)
    assert len(shots) >= 3
    assert [(shot.path, fault) for shot in shots for fault in shot.faults] == []


def a_payroll_is_handed_in(house: House) -> None:
    """Every fault stands at its cell on the page and in the marked workbook; nothing is in before the mended file is confirmed."""
    page = house.person("contractor")
    uploading.opens_form(page, SCHOOL, "2026-10")
    uploading.uploads(page, CREW, "10月工资表.xlsx", uploading.SAMPLE.read_bytes())
    assert uploading.faults(page, "block").keys() | uploading.faults(page, "warn").keys() >= uploading.FAULTY
    expect(page.get_by_role("button", name="下一步")).to_be_disabled()
    assert uploading.marked_cells(page) >= uploading.FAULTY
    uploading.submits_again(page)
    uploading.uploads(page, CREW, "10月工资表（改后）.xlsx", uploading.mended())
    assert uploading.faults(page, "block") == {}
    uploading.confirms(page)
    follow(page, "看工资表")
    uploading.approves(page)


def the_rules_are_run(installation: Installation) -> None:
    """By command; the timetable runs the same by itself each day (until one o'clock at night it is the scan of the day before that is due)."""
    scanned = installation.command("scan", "--date", DAY)
    assert scanned["open"]["red"] > 0
    again = installation.command("scan", "--date", DAY)
    assert (again["opened"], again["changed"], again["closed"]) == (0, 0, 0)
    jobs = "SELECT state FROM jobs_job WHERE kind = 'earlywarning.scan'"
    until(lambda: installation.query(jobs) == [("done",)], 300)


def a_red_warning_is_cleared(page: Page) -> tuple[str, str, str]:
    """The addresses of the warning, its letter and the proof."""
    found = clearing.red_on_desk(page, SCHOOL)
    expect(found).to_have_count(1)
    warning = leads(page, found.get_by_role("link").first.click)
    clearing.reads_why(page)
    letter = clearing.drafts_interview_letter(page)
    number = clearing.issues(page)
    assert re.fullmatch(r"平定县人社监〔2026〕\d+号", number)
    clearing.prints(page, number)
    go(page, warning)
    expect(row(page, number)).to_have_count(1)
    clearing.verifies(page, "到项目部查看发放记录并电话问了两名工人，情况属实。")
    proof = clearing.clears(page, "2026-11-20 专户补发到账，回单两张已核，金额与台账一致。")
    expect(clearing.red_on_desk(page, SCHOOL)).to_have_count(0)
    return warning, letter, proof


def the_street_is_warned(house: House) -> None:
    """西青's policy sends the warning letter to the street, not to the enterprise."""
    page = house.person("xq-inspector")
    clearing.opens_warning(page, PARK, level="red")
    follow(page, "拟欠薪风险警示函")
    expect(page.locator("[name=addressee_text]")).to_have_value(re.compile("中北镇人民政府"))
    press(page, "保存")
    expect(page.locator("dt:text-is('主送') + dd")).to_contain_text("中北镇人民政府")


def a_worker_is_paid(house: House, officer: Page) -> tuple[str, str, str]:
    """The addresses of the project, the lead and the case."""
    go(officer, "/projects/")
    project = leads(officer, row(officer, SCHOOL).get_by_role("link").first.click)
    worker = house.worker()
    code = paying.complains(worker, house.url + paying.code_on_board(officer), name="郑样例", phone="13800000001", amount="9360")
    paying.looks_up(worker, code)
    expect(worker.locator("main")).to_contain_text("收到")

    lead, case = paying.accepts(officer, SCHOOL)
    paying.adds_worker(officer, name="钱样例", claimed="6200")
    for name, amount in (("郑样例", "9360"), ("钱样例", "6000")):
        paying.verifies_line(officer, case, name, amount)
    paying.pays(officer, case, "郑样例")
    paying.may_not_settle(officer, case, "钱样例")
    paying.pays(officer, case, "钱样例")
    paying.closes(officer, case)
    paying.settles(officer, case)

    paying.looks_up(worker, code)
    expect(worker.locator("main")).to_contain_text("9,360")
    press(worker, "钱已收到")
    expect(worker.locator("main")).to_contain_text("谢谢")
    go(officer, case)
    expect(row(officer, "郑样例", "钱已收到")).to_have_count(1)
    return project, lead, case


def the_other_county_sees_nothing(house: House, addresses: list[str]) -> None:
    """404 on every address, and not a trace in lists and search."""
    page = house.person("yx-inspector")
    for address in addresses:
        assert go(page, address) == 404, address
    for address in ("/", "/projects/", "/wagepay/", "/warnings/", "/clearance/", "/clearance/ledger/", "/instruments/", "/leads/", "/cases/", "/dashboard/"):
        assert go(page, address) == 200, address
        expect(page.locator("main")).not_to_contain_text("冠山")
        expect(page.locator("main")).not_to_contain_text("平定县")
    for text in (SCHOOL, "GSXXGZ", addresses[0].split("/")[2], addresses[-1].split("/")[2]):
        assert go(page, f"/search/?q={text}") == 200
        expect(page.locator("main")).to_contain_text("没有找到")
    go(page, "/projects/")
    expect(row(page, GARDEN)).to_have_count(1)


def the_city_looks(house: House, installation: Installation) -> str:
    """The ledger of the day, the campaign, the dashboard, the bulletin; the address of the campaign."""
    office = house.person("yq-office")
    campaign = city.starts_campaign(office, "安薪行动", "2026-09-30")
    expect(row(office, "平定县", "差 5")).to_have_count(1)
    installation.command("clear", "--date", DAY)
    expect(city.ledger_of(office, DAY, "平定县")).to_have_count(1)
    menu(office, "调度驾驶舱")
    expect(row(office, "平定县")).to_have_count(1)
    assert "平定县" in "".join(pages_of(city.makes_bulletin(office)))

    return campaign


def the_other_city_counts(house: House, foreign_campaign: str) -> None:
    """What an inspector entered stands in the table, opens to its row, and is on the workbook and the paper."""
    city.inspects(house.person("pds-inspector"), "示例纺织有限公司", credit_code(500), workers=120, migrants=100, signed=90)
    page = house.person("pds-office")
    assert go(page, foreign_campaign) == 404
    winter = city.starts_campaign(page, "冬季专项行动", "2026-11-09")
    go(page, f"{winter}table/")
    assert city.figures_of(page, "加工制造企业")[:4] == city.figures_of(page, "合计")[:4] == ["1", "0.0120", "0.0100", "0.0090"]
    city.opens_cell(page, "加工制造企业", 2)
    expect(row(page, "示例纺织有限公司")).not_to_have_count(0)
    texts = cells_of(takes_home(page, lambda: page.get_by_role("link", name="导出 Excel").click()))
    assert {"建筑企业", "加工制造企业", "其他用人单位"} <= set(texts)
    paper = pages_of(takes_home(page, lambda: page.get_by_role("link", name="打印 PDF").click()))
    assert "加工制造企业" in paper[0]
    assert "0.0120" in paper[0]
