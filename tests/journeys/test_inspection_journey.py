"""An inspector with a phone at a site, from the code at the gate to 销号, on a line that drops."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.accounts.enums import Role
from portal.lib import clock
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.issue_inspection_notice import issue_notice
from projects.inspections.codes import code_of
from projects.models import FindingStep, InspectionAnswer, InspectionFinding, InspectionPhoto, SiteInspection
from tests.interface.serving import serving
from tests.journeys.browsing import DESK, PHONE, House, agree, fill, follow, go, hears, leads, path_of, press
from tests.make import accounts, tenancy
from tests.make import inspections as make
from tests.make.documents import organ_of
from tests.make.projects import make_employer, make_project
from tools.crawl import sign_in

pytestmark = pytest.mark.browser
FOUND = "抽 10 人，仍有 2 人没有签书面合同"


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker) -> Iterator[tuple]:
    """An approved check with its notice at a site of the contractor."""
    with django_db_blocker.unblock(), serving("_inspect") as url:
        tree = tenancy.tree()
        inspector = accounts.actor(Role.INSPECTOR, region=tree.county, person=accounts.user("pd-inspector", "样例监察甲"))
        firm = tenancy.enterprise("示例建设集团有限公司")
        accounts.actor(Role.CONTRACTOR, organisation=firm, person=accounts.user("contractor", "样例劳资专管员"))
        organ_of(inspector)
        with acting(inspector):
            project = make_project(tree.county, "青禾家园安置房二期", general_contractor=Organisation.objects.get(pk=firm.pk))
            employer = make_employer(tree.county, project.general_contractor)
            check = make.approved(inspector, make.check(inspector, employer, project=project))
            issue_notice(actor=inspector, inspection=check, at=clock.now())
        yield url, inspector, check, employer


def person(house: House, username: str, **options: object) -> Page:
    page = house.window(username, **options)
    sign_in(page, house.url, username, accounts.PASSWORD)
    return page


def answers(page: Page, number: int, verdict: str, note: str = "") -> None:
    page.locator(f"[data-line='{number}']").get_by_label(verdict, exact=True).check()
    if note:
        fill(page, **{f"note_{number}": note})


def test_an_inspector_goes_from_the_gate_to_the_end_though_the_line_drops(browser: Browser, place: tuple, tmp_path: Path):
    url, inspector, check, employer = place
    house = House(browser, url)
    page = person(house, "pd-inspector", viewport=PHONE, has_touch=True)
    go(page, f"/projects/checks/enter/{code_of(employer)}/")
    follow(page, "登记到场")
    fill(page, met_by="样例接待人")
    press(page, "登记到场")
    expect(page.locator("h1")).to_contain_text("现场检查 第 1 次")
    sheet = path_of(page)

    answers(page, 1, "到位", "抽 10 人，全部一致")
    held = page.locator("[data-held]")
    expect(held).to_be_hidden()
    page.context.set_offline(True)
    answers(page, 2, "没有", FOUND)
    page.locator("[name=photo_2]").set_input_files({"name": "合同.jpg", "mimeType": "image/jpeg", "buffer": make.picture().getvalue()})
    for number in range(3, 7):
        answers(page, number, "到位")
    expect(held).to_contain_text("离线，存 6 项")
    press(page, "保存并返回")
    expect(page.locator("[data-trouble]")).to_contain_text("内容已存在本机")
    page.screenshot(path=tmp_path / "sheet.png")

    # The phone goes off; with a line again everything is there and is sent by itself.
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(house.url + sheet)
    expect(page.locator("[name=note_2]")).to_have_value(FOUND)
    expect(page.locator("[data-done]")).to_have_text("6")
    expect(page.locator("[data-held]")).to_be_hidden()
    expect(page.locator("[data-line='2'] [data-kept]")).to_have_text("1")
    page.screenshot(path=tmp_path / "sheet-sent.png")
    with acting(inspector):
        rows = dict(InspectionAnswer.objects.visible_to(inspector).values_list("number", "verdict"))
        assert rows == {1: "ok", 2: "missing", 3: "ok", 4: "ok", 5: "ok", 6: "ok"}
        assert InspectionPhoto.objects.visible_to(inspector).count() == 1
    press(page, "保存并返回")

    follow(page, "检查完毕")
    fill(page, workers="46", migrant_workers="38", with_contract="36", result="合同不全，其他到位")
    page.get_by_label("没有发现").check()
    page.screenshot(path=tmp_path / "conclude.png", full_page=True)
    check = leads(page, lambda: press(page, "办完检查"))
    page.screenshot(path=tmp_path / "inspection.png", full_page=True)
    the_firm_is_told(page, check)
    the_firm_mends(house, page, tmp_path)
    with acting(inspector):
        assert SiteInspection.objects.visible_to(inspector).get().state == "told"
        assert InspectionFinding.objects.visible_to(inspector).get().state == "cleared"
        assert [step.kind for step in FindingStep.objects.visible_to(inspector)] == ["found", "evidence", "clear"]
    assert house.faults == []


def the_firm_is_told(page: Page, check: str) -> None:
    """The order goes the way of every letter: draft, number, service; then the result is told."""
    follow(page, "拟限期改正指令书")
    press(page, "拟稿")
    agree(page, "签发", "签发并编号")
    hears(page, "已签发")
    follow(page, "送达")
    page.get_by_label("直接送达").check()
    fill(page, received_by="样例接待人")
    page.locator("main button[type=submit]").click()
    hears(page, "已登记送达")
    go(page, check)
    follow(page, "签发检查结果告知书")
    press(page, "签发并编号")
    hears(page, "已签发检查结果告知书")
    follow(page, "告知结果")
    press(page, "登记告知")
    hears(page, "已送达并登记告知")


def the_firm_mends(house: House, officer: Page, tmp_path: Path) -> None:
    firm = person(house, "contractor", viewport=DESK)
    go(firm, "/projects/checks/findings/")
    finding = leads(firm, lambda: follow(firm, "劳动合同"))
    follow(firm, "报送整改")
    fill(firm, text="2 人已补签")
    firm.locator("[name=file_1]").set_input_files({"name": "补签.jpg", "mimeType": "image/jpeg", "buffer": make.picture().getvalue()})
    press(firm, "报送")
    hears(firm, "已报送")
    go(officer, finding)
    follow(officer, "复查销号")
    fill(officer, text="现场看过两份合同，已到位")
    press(officer, "销号")
    hears(officer, "已销号")
    officer.screenshot(path=tmp_path / "finding.png", full_page=True)
    go(officer, "/projects/checks/")
    officer.screenshot(path=tmp_path / "list.png")
