"""The pages of inspections: an officer's way through all steps, the sheet with and without script, lists, foreign eyes."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.models import Instrument
from portal.lib import clock
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.hold_draw import freeze_draw, hold_draw
from projects.inspections.codes import code_of
from projects.models import EnforcementCertificate, InspectionAnswer, InspectionFinding, InspectionOfficer, InspectionPhoto, SiteInspection
from tests.make import inspections as make
from tests.make import tenancy
from tests.make.documents import organ_of
from tests.make.projects import make_employer, make_project
from tests.projects.views.helpers import count_queries

DAY = dt.timedelta(days=1)
FETCH = {"HTTP_X_REQUESTED_WITH": "fetch"}


@pytest.fixture
def firm(county_inspector, contractor, tree):
    organ_of(county_inspector)
    tenancy.policy_row(tree.county, "inspections.annual_cap", 2)
    with acting(county_inspector):
        project = make_project(tree.county, "样例家园", general_contractor=Organisation.objects.get(pk=contractor.organisation_id))
        return make_employer(tree.county, project.general_contractor)


@pytest.fixture
def on_site(county_inspector, firm) -> SiteInspection:
    with acting(county_inspector):
        return make.on_site(county_inspector, make.check(county_inspector, firm))


def row_of(actor) -> SiteInspection:
    with acting(actor):
        return SiteInspection.objects.visible_to(actor).get()


def test_an_officer_goes_from_the_application_to_the_result(county_inspector, contractor, firm, tree, client_of):
    client, today = client_of(county_inspector), clock.today().isoformat()
    with acting(county_inspector):
        team = make.pair(county_inspector, tree.county)
    form = {"employer": firm.pk, "kind": "complaint", "planned_on": today, "reason": "核查投诉", "officers": [team[0].pk], "lead": ""}
    assert "至少选两人" in client.post(reverse("site_inspection_new"), form).content.decode()
    page = client.post(reverse("site_inspection_new"), form | {"officers": [row.pk for row in team], "lead": team[1].pk}, follow=True).content.decode()
    assert "待批准" in page and "登记批准" in page
    uid = row_of(county_inspector).uid
    client.post(reverse("inspection_approve", args=[uid]), {"approved_by": "样例局长", "document": "1号", "approved_on": today})
    assert "签发检查通知书" in client.get(reverse("site_inspection", args=[uid])).content.decode()
    client.post(reverse("inspection_notice", args=[uid]))
    enter = client.get(reverse("inspection_enter", args=[code_of(firm)])).content.decode()
    assert "登记到场" in enter
    arrived = client.post(f"{reverse('inspection_arrive', args=[uid])}?code={code_of(firm)}", {"met_by": "样例接待"})
    assert arrived.url == reverse("inspection_sheet", args=[uid]) and row_of(county_inspector).scanned_in
    sheet = client.get(arrived.url).content.decode()
    assert "现场检查 第 1 次" in sheet and "抽 10 人，对身份证和闸机记录" in sheet
    filled = {f"verdict_{n}": "missing" if n == 2 else "ok" for n in range(1, 7)} | {f"note_{n}": "2 人未签" if n == 2 else "" for n in range(1, 7)}
    assert client.post(arrived.url, filled | {"photo_2": make.picture()}).status_code == 302
    end = {"workers": 4, "migrant_workers": 3, "with_contract": 2, "arrears_found": "no", "result": "合同不全", "rectify_by": (clock.today() + DAY).isoformat()}
    assert "2. 劳动合同：2 人未签" in client.get(reverse("inspection_conclude", args=[uid])).content.decode()
    assert client.post(reverse("inspection_conclude", args=[uid]), end).status_code == 302
    order = client.post(reverse("inspection_order", args=[uid])).url
    page = client.get(reverse("site_inspection", args=[uid])).content.decode()
    assert "限期改正指令书" in page and "2 人未签" in page and order
    with acting(county_inspector):
        assert InspectionPhoto.objects.visible_to(county_inspector).count() == 1
        paper = Instrument.objects.visible_to(county_inspector).get(kind="rectification_order")
        paper = issue_instrument(actor=county_inspector, instrument=paper, at=clock.now())
        serve_instrument(actor=county_inspector, instrument=paper, method="direct", served_on=clock.today(), received_by="样例接待", at=clock.now())
    assert "签发检查结果告知书" in client.get(reverse("site_inspection", args=[uid])).content.decode()
    client.post(reverse("inspection_result", args=[uid]))
    receipt = {"method": "direct", "received_by": "样例接待", "served_on": today, "receipt": make.picture("回证.jpg")}
    page = client.post(reverse("inspection_tell", args=[uid]), receipt, follow=True).content.decode()
    assert "已告知结果" in page and "样例接待" in page
    with acting(contractor):
        told = Instrument.objects.visible_to(contractor).get(kind="inspection_result")
        assert told.receipt_id and "2 人未签" in told.body, "the firm reads it among its own papers"


def test_a_drawn_team_and_an_assigned_one_change_on_their_pages(county_inspector, neighbour_inspector, firm, tree, client_of):
    client = client_of(county_inspector)
    with acting(county_inspector):
        team = [*make.pair(county_inspector, tree.county), make.certificate(county_inspector, tree.county)]
        made = make.check(county_inspector, firm, team[:2])
        plan = make.plan(county_inspector, tree.county)
        held = freeze_draw(actor=county_inspector, region=tree.county, plan=plan, shares={firm.table_class: Decimal(1)}, at=clock.now())
        held = hold_draw(actor=county_inspector, draw=held, seed="2026135-0412", seed_source="双色球", at=clock.now())
    said = {"declared_by": "officer", "reason": "近亲属"}
    page = client.post(reverse("inspection_recuse", args=[made.uid]), said | {"officer": team[0].pk, "instead": team[2].pk}, follow=True).content.decode()
    assert f"由 {team[2]} 接替" in page and "近亲属" in page
    one = held.result[0]
    address = reverse("draw_recuse", args=[held.uid, one["key"]])
    page = client.post(address, said | {"officer": one["team"][0]}, follow=True).content.decode()
    assert "公布顺序" in page and "本人申报" in page
    assert client_of(neighbour_inspector).get(address).status_code == 404
    assert client.get(reverse("draw_recuse", args=[held.uid, uuid.uuid4()])).status_code == 404


def test_the_firm_reports_on_its_own_page_and_the_officer_clears(county_inspector, contractor, firm, client_of):
    with acting(county_inspector):
        made = make.concluded(county_inspector, make.check(county_inspector, firm))
        finding = InspectionFinding.objects.visible_to(county_inspector).get()
    mine, officer = client_of(contractor), client_of(county_inspector)
    assert "劳动合同" in mine.get(reverse("finding_list")).content.decode()
    page = mine.get(finding.get_absolute_url()).content.decode()
    assert "报送整改" in page and "复查销号" not in page and f"/projects/checks/{made.uid}/" not in page
    bad = mine.post(reverse("finding_evidence", args=[finding.uid]), {"text": "已补签"})
    assert bad.status_code == 422 and "p-errsum" in bad.content.decode()
    mine.post(reverse("finding_evidence", args=[finding.uid]), {"text": "已补签", "file_1": make.picture("合同.jpg")})
    assert "复查销号" in officer.get(finding.get_absolute_url()).content.decode()
    page = officer.post(reverse("finding_clear", args=[finding.uid]), {"text": "已看", "checked_on": clock.today().isoformat()}, follow=True).content.decode()
    assert "已销号" in page and "合同.jpg" in page


def test_the_sheet_takes_items_one_by_one_from_the_script(county_inspector, on_site, client_of):
    client, url = client_of(county_inspector), reverse("inspection_sheet", args=[on_site.uid])
    assert client.post(url, {"verdict_1": "ok", "note_1": "抽 10 人"}, **FETCH).json() == {"saved": [1]}
    refused = client.post(url, {"verdict_9": "ok", "note_9": ""}, **FETCH)
    assert (refused.status_code, refused.json()["refused"]) == (409, "检查表没有第 9 项。")
    photo = reverse("inspection_photo", args=[on_site.uid])
    for _ in range(2):
        answer = client.post(photo, {"number": "1", "token": "a1b2", "photo": make.picture()}, **FETCH)
        assert answer.json() == {"saved": "a1b2", "count": 1}
    assert client.post(photo, {"number": "x", "token": "a1", "photo": make.picture()}, **FETCH).status_code == 409


def test_a_plain_form_writes_only_what_was_changed_on_it(county_inspector, on_site, client_of):
    """Another phone answered the second item after this page was opened; saving the page does not take it back."""
    client, url = client_of(county_inspector), reverse("inspection_sheet", args=[on_site.uid])
    client.post(url, {"verdict_2": "missing", "note_2": "2 人未签"}, **FETCH)
    client.post(url, {"verdict_1": "ok", "note_1": "", "was_1": "|", "note_2": "", "was_2": "|"})
    with acting(county_inspector):
        rows = dict(InspectionAnswer.objects.visible_to(county_inspector).values_list("number", "note"))
    assert rows == {1: "", 2: "2 人未签"}


def test_a_closed_sheet_takes_nothing(county_inspector, firm, client_of):
    with acting(county_inspector):
        made = make.check(county_inspector, firm)
    client, url = client_of(county_inspector), reverse("inspection_sheet", args=[made.uid])
    assert "到场后、检查完毕前才能填写" in client.get(url).content.decode()
    assert client.post(url, {"verdict_1": "ok", "note_1": ""}, **FETCH).status_code == 409


def test_a_forged_or_foreign_code_opens_nothing(county_inspector, neighbour_inspector, firm, client_of):
    assert client_of(county_inspector).get(reverse("inspection_enter", args=[code_of(firm) + "x"])).status_code == 404
    assert client_of(neighbour_inspector).get(reverse("inspection_enter", args=[code_of(firm)])).status_code == 404
    assert client_of(county_inspector).get(reverse("employer_entry_code", args=[firm.uid])).headers["Content-Type"] == "image/svg+xml"


def test_next_door_there_is_nothing_and_a_grid_officer_sees_his_township(
    county_inspector, neighbour_inspector, grid_officer, contractor, firm, tree, client_of
):
    with acting(county_inspector):
        made = make.concluded(county_inspector, make.check(county_inspector, firm))
        near = make.check(county_inspector, make_employer(tree.county, tenancy.enterprise("样例近处"), township=tree.township))
        finding = InspectionFinding.objects.visible_to(county_inspector).get()
    stranger, grid = client_of(neighbour_inspector), client_of(grid_officer)
    for name, uid in (("site_inspection", made.uid), ("inspection_sheet", made.uid), ("finding", finding.uid), ("finding_clear", finding.uid)):
        assert stranger.get(reverse(name, args=[uid])).status_code == 404
    assert [grid.get(reverse("site_inspection", args=[uid])).status_code for uid in (made.uid, near.uid)] == [404, 200]
    assert client_of(contractor).get(reverse("site_inspection", args=[made.uid])).status_code == 404


def test_the_steps_before_a_check_have_their_pages(county_inspector, tree, client_of):
    client, today = client_of(county_inspector), clock.today().isoformat()
    with acting(county_inspector):
        organ = make.certificate(county_inspector, tree.county).organisation
    form = {"region": tree.county.pk, "organisation": organ.pk, "name": "样例新证", "number": "SX9", "valid_from": today, "valid_until": today}
    assert "样例新证" in client.post(reverse("certificate_new"), form, follow=True).content.decode()
    assert "本机关已登记这个证号" in client.post(reverse("certificate_new"), form).content.decode()
    for start, count in (("six", 6), ("five", 5), ("nine", 9)):
        page = client.get(reverse("checklist_new"), {"from": start}).content.decode()
        assert page.count("｜条例") + page.count("｜《") == count, start
    lines = {
        "region": tree.county.pk,
        "title": "本地检查表",
        "source": "平政办〔2026〕1号",
        "valid_from": today,
        "lines": "有合同｜看原件｜条例28\n|只有怎么查",
    }
    assert "每行先写检查项目" in client.post(reverse("checklist_new"), lines).content.decode()
    assert "本地检查表" in client.post(reverse("checklist_new"), lines | {"lines": "有合同|看原件|条例28\n有考勤"}, follow=True).content.decode()
    plan = {
        "region": tree.county.pk,
        "kind": "spring_festival",
        "title": "春节专项检查",
        "starts_on": today,
        "ends_on": today,
        "target": 3,
        "items_text": "工资支付",
    }
    page = client.post(reverse("inspection_plan_new"), plan, follow=True).content.decode()
    assert "春节专项检查" in page and "登记批准" in page


def test_a_joint_list_has_as_many_items_as_the_notice_says(county_inspector, tree, client_of):
    tenancy.policy_row(tree.county, "projects.joint_check_items", 3)
    lines = {"region": tree.county.pk, "title": "联合检查表", "source": "通知", "valid_from": clock.today().isoformat()}
    client = client_of(county_inspector)
    for text in ("一\n二", "一\n二\n三\n四"):
        assert "联合检查表为 3 项" in client.post(reverse("checklist_new"), lines | {"lines": text}).content.decode()
    assert client.post(reverse("checklist_new"), lines | {"lines": "一\n二\n三"}).status_code == 302


@pytest.mark.parametrize("name", ["site_inspection_list", "finding_list", "inspection_plan_list", "certificate_list", "draw_list", "checklist_list"])
def test_lists_cost_the_same_with_three_rows(county_inspector, firm, tree, client_of, name):
    with acting(county_inspector):
        made = make.concluded(county_inspector, make.check(county_inspector, firm))
        make.plan(county_inspector, tree.county)
    client = client_of(county_inspector)
    client.get(reverse(name))
    one = count_queries(client, reverse(name))
    with acting(county_inspector):
        team = team_of(made, county_inspector)
        for _ in range(2):
            make.check(county_inspector, make_employer(tree.county), team)
            make.plan(county_inspector, tree.county)
            finding = InspectionFinding.objects.visible_to(county_inspector).first()
            finding.pk, finding.uid = None, uuid.uuid4()
            finding.save(force_insert=True)
    assert count_queries(client, reverse(name)) == one


def team_of(made: SiteInspection, actor) -> list[EnforcementCertificate]:
    rows = InspectionOfficer.objects.visible_to(actor).filter(inspection=made).select_related("certificate__organisation")
    return [row.certificate for row in rows]


@pytest.mark.parametrize("name", ["site_inspection_export", "finding_export", "plan_export", "certificate_export"])
def test_lists_are_exported(county_inspector, firm, client_of, name):
    with acting(county_inspector):
        make.concluded(county_inspector, make.check(county_inspector, firm))
    assert client_of(county_inspector).get(reverse(name)).status_code == 200
