"""Pages of projects: who sees which, what the dossier says, forms with errors, acts by small forms."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.lib import clock
from portal.tenancy.models import Organisation, Participation
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.place_hold import place_hold
from projects.actions.post_fact import post_fact
from projects.models import Project, ProjectParty, SpecialWageAccount, WageSecurityDeposit
from projects.tokens import complaint_token, project_of_token, uid_of_token
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.projects import make_account, make_board, make_deposit, make_employer, make_inspection, make_party, make_project


@pytest.fixture
def made(county_inspector, tree):
    """A project of 平定县 under way since a year."""
    with acting(county_inspector):
        return make_project(tree.county, "青禾家园安置房二期", on=clock.today(), township=tree.township)


def own(actor) -> Organisation:
    return Organisation.objects.get(pk=actor.organisation_id)


# -- who sees what ------------------------------------------------------------------------------
def test_a_county_sees_its_projects_and_the_neighbour_gets_404(made, county_inspector, neighbour_inspector, other_county_inspector, client_of):
    assert client_of(county_inspector).get(made.get_absolute_url()).status_code == 200
    for stranger in (neighbour_inspector, other_county_inspector):
        client = client_of(stranger)
        assert client.get(made.get_absolute_url()).status_code == 404
        assert made.name not in client.get(reverse("project_list")).content.decode()


def test_the_city_reads_and_does_not_write(made, city_office, client_of):
    client = client_of(city_office)
    page = client.get(made.get_absolute_url())
    assert page.status_code == 200
    assert "修改资料" not in page.content.decode()
    assert client.get(reverse("project_edit", args=[made.code])).status_code == 200
    form = client.post(reverse("board_new", args=[made.code]), {"place": "大门", "posted_on": "2026-01-01"})
    assert form.status_code == 403


def test_a_department_sees_its_industries_only(made, industry_officer, county_inspector, tree, client_of):
    with acting(county_inspector):
        road = make_project(tree.county, "样例公路", industry="transport")
    client = client_of(industry_officer)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get(road.get_absolute_url()).status_code == 404


def test_a_grid_officer_sees_his_townships_only(made, grid_officer, county_inspector, tree, client_of):
    with acting(county_inspector):
        elsewhere = make_project(tree.county, "样例学校", township=tree.other_township)
        nowhere = make_project(tree.county, "样例医院")
    client = client_of(grid_officer)
    assert client.get(made.get_absolute_url()).status_code == 200
    for other in (elsewhere, nowhere):
        assert client.get(other.get_absolute_url()).status_code == 404


def test_enterprises_see_the_projects_they_take_part_in(made, contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, "样例厂房", general_contractor=own(contractor))
    client = client_of(again(contractor))
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "样例厂房" in client.get(reverse("project_list")).content.decode()


def test_a_subcontractor_does_not_see_the_contractors_money(made, subcontractor, county_inspector, client_of):
    with acting(county_inspector):
        make_account(made)
        make_deposit(made)
        make_party(made, own(subcontractor))
    page = client_of(again(subcontractor)).get(made.get_absolute_url()).content.decode()
    assert "农民工工资专用账户" not in page.replace("工资专用账户没有建立", "")
    assert "合同造价" not in page and "银行保函" not in page
    assert "总包代发" in page


def test_an_enterprise_learns_the_result_of_an_inspection(contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, general_contractor=own(contractor), on=clock.today())
        make_inspection(make_employer(tree.county, own(contractor)), theirs, arrears_found=True)
    assert "发现欠薪" in client_of(again(contractor)).get(theirs.get_absolute_url()).content.decode()


def test_an_auditor_reads_everything_and_changes_nothing(made, auditor, client_of):
    client = client_of(auditor)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get(reverse("project_new")).status_code == 403


# -- the dossier --------------------------------------------------------------------------------
def test_the_dossier_opens_with_the_conclusion_and_honest_gaps(made, county_inspector, client_of):
    page = client_of(county_inspector).get(made.get_absolute_url()).content.decode()
    assert "工资专用账户、工资保证金、维权信息公示没有建立" in page
    assert "还没有考勤和花名册数据" in page and "暂无数据" in page
    assert "开立专用账户并登记" in page and "已超期" in page


def test_the_dossier_shows_what_was_posted(made, county_inspector, client_of):
    post = {"project_id": made.pk, "region_id": made.region_id, "on": clock.today(), "source": "工资表"}
    with acting(county_inspector):
        post_fact(item="coverage", value=facts.coverage(on_site=186, registered=186, with_contract=180), **post)
        month = facts.payment_month(
            month=dt.date(2026, 10, 1), due_on=dt.date(2026, 11, 10), people=186, paid_people=177, net=Decimal("124"), paid=Decimal("120")
        )
        post_fact(item="payment_month", value=month, **post)
        post_fact(
            item="account_month",
            value=facts.account_month(
                month=dt.date(2026, 10, 1), due=Decimal("1000000"), due_on=None, transferred=Decimal("337000"), balance=Decimal("382100")
            ),
            **post,
        )
        post_fact(item="arrears", value=facts.arrears(people=9, amount=Decimal("128400")), **post)
    page = client_of(county_inspector).get(made.get_absolute_url()).content.decode()
    assert "186 人在场，6 人未签劳动合同" in page
    assert "10 月发薪 177 人到卡，9 人未到" in page
    assert "12.84" in page and "万元 9 人" in page and "38.21" in page


def test_a_hold_is_told_to_officials_only(made, county_inspector, client_of):
    with acting(county_inspector):
        place_hold(actor=county_inspector, project=made, kind="open_case", source_type="cases.Case", source_uid="1", reason="案件 AJ-1 在办", at=clock.now())
    Participation.objects.create(organisation=tenancy.enterprise(), project_id=made.pk, part="owner")
    assert "案件 AJ-1 在办" in client_of(county_inspector).get(made.get_absolute_url()).content.decode()


def test_the_dossier_costs_the_same_queries_however_much_hangs_on_it(made, county_inspector, client_of, django_assert_max_num_queries):
    client = client_of(county_inspector)
    client.get(made.get_absolute_url())
    with acting(county_inspector):
        employer = make_employer(made.region, made.general_contractor)
        for _ in range(3):
            make_party(made)
            make_account(made)
            make_deposit(made)
            make_inspection(employer, made)
        for place in ("大门", "项目部", "生活区"):
            make_board(made, place)
    with django_assert_max_num_queries(42):
        assert client.get(made.get_absolute_url()).status_code == 200


# -- the list -----------------------------------------------------------------------------------
def count_queries(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_list_of_three_costs_what_a_list_of_one_costs(made, county_inspector, tree, client_of):
    client = client_of(county_inspector)
    url = reverse("project_list")
    client.get(url)
    one = count_queries(client, url)
    with acting(county_inspector):
        make_project(tree.county, township=tree.other_township, inspector_id=county_inspector.user_id)
        make_project(tree.county)
    assert count_queries(client, url) == one


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "青禾家园"}, True),
        ({"q": "家园安置"}, True),
        ({"q": "qhjy"}, True),
        ({"q": "QHJYAZF"}, True),
        ({"q": "禾"}, True),
        ({"q": "青禾花园"}, False),
        ({"q": "xyz"}, False),
        ({"state": "under_construction"}, True),
        ({"state": "unfinished"}, True),
        ({"state": "stopped"}, False),
        ({"industry": "housing"}, True),
        ({"industry": "water"}, False),
        ({"lacking": "account"}, True),
        ({"lacking": "officer"}, False),
        ({"lacking": "agreement"}, False),
        ({"flag": "is_ppp"}, False),
        ({"tag": "past_arrears"}, False),
        ({"mine": "on"}, False),
    ],
)
def test_filters_find_and_leave_out(made, county_inspector, client_of, query, found):
    page = client_of(county_inspector).get(reverse("project_list"), query).content.decode()
    assert (f'href="{made.get_absolute_url()}"' in page) is found


def test_a_project_is_found_by_its_code_and_its_contractor(made, county_inspector, client_of):
    client = client_of(county_inspector)
    for text in (made.code, made.code.lower(), made.general_contractor.name, made.general_contractor.uscc):
        assert made.name in client.get(reverse("project_list"), {"q": text}).content.decode()


def test_a_renamed_project_is_found_by_its_new_name_only(made, county_inspector, client_of):
    from projects.actions.update_project import update_project

    with acting(county_inspector):
        update_project(actor=county_inspector, project=made, version=1, on=clock.today(), at=clock.now(), name="锦绣新城")
    client = client_of(county_inspector)
    assert "锦绣新城" in client.get(reverse("project_list"), {"q": "jxxc"}).content.decode()
    assert "锦绣新城" not in client.get(reverse("project_list"), {"q": "青禾"}).content.decode()


def test_the_export_carries_the_dictionarys_codes(made, county_inspector, client_of):
    import io

    import openpyxl

    response = client_of(county_inspector).get(reverse("project_export"))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["项目"], row["项目编码"], row["项目分类代码"], row["项目状态代码"]) == (made.name, made.code, "01", "003")
    assert row["合同额（万元）"] == 2000
    assert row["施工总承包信用代码"] == made.general_contractor.uscc


# -- create and edit ----------------------------------------------------------------------------
def form_data(**changes):
    return {
        "name": "样例大桥",
        "industry": "transport",
        "kind": "05",
        "site_kind": "linear",
        "pay_month_offset": "1",
        "needs_permit": "on",
        "contract_amount": "1,046,320.50",
        "labour_cost_percent": "18.5",
        "pay_day": "20",
        "tags": ["village_road"],
    } | changes


def test_a_project_is_registered_on_the_form(county_inspector, tree, client_of):
    data = form_data(region=tree.county.pk, owner_name="样例交投有限公司", owner_uscc=tenancy.uscc(77), is_government_invested="on")
    response = client_of(county_inspector).post(reverse("project_new"), data)
    with acting(county_inspector):
        made = Project.objects.visible_to(county_inspector).get()
    assert response.url == made.get_absolute_url()
    assert (made.contract_amount, made.labour_cost_share, made.owner.name, made.tags) == (
        Decimal("1046320.50"),
        Decimal("0.1850"),
        "样例交投有限公司",
        ["village_road"],
    )
    assert made.flags == ["政府投资"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "项目名称"),
        ({"pay_day": "32"}, "发薪日应在 1 至 31 之间"),
        ({"contract_amount": "很多"}, "请填金额"),
        ({"contract_amount": "1.005"}, "金额最多两位小数"),
        ({"started_on": "2026-05-01", "planned_end_on": "2026-04-01"}, "计划竣工日期不能早于开工日期"),
        ({"longitude": "113.5"}, "经纬度要成对填写"),
        ({"owner_name": "样例交投有限公司"}, "还要填信用代码"),
        ({"owner_uscc": "123"}, "少 15 位"),
        ({"owner_uscc": "91140300MA0KTE5T04"}, "请填写建设单位名称"),
        ({"labour_cost_percent": "120"}, "100"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(county_inspector, tree, client_of, changes, message):
    response = client_of(county_inspector).post(reverse("project_new"), form_data(region=tree.county.pk, **changes))
    page = response.content.decode()
    assert response.status_code == 200 and "p-errsum" in page
    assert message in page
    with acting(county_inspector):
        assert not Project.objects.visible_to(county_inspector).exists()


def test_a_code_registered_under_another_name_is_questioned(county_inspector, tree, client_of):
    known = tenancy.enterprise("样例交投有限公司")
    page = (
        client_of(county_inspector)
        .post(reverse("project_new"), form_data(region=tree.county.pk, owner_name="另一家公司", owner_uscc=known.uscc))
        .content.decode()
    )
    assert "登记的是“样例交投有限公司”" in page


def values_of(page: str) -> dict[str, object]:
    """What a browser would send back of the form."""
    inputs = re.findall(r"<input[^>]*>", page)
    data: dict[str, object] = {}
    for tag in inputs:
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken" and ('type="checkbox"' not in tag or "checked" in tag):
            data[name[1]] = value[1] if value else "on" if "checkbox" in tag else ""
    for name, body in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        data[name] = chosen[1] if chosen else ""
    return data


def test_an_untouched_form_saves_nothing_and_a_change_counts_the_version(made, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("project_edit", args=[made.code])
    data = values_of(client.get(url).content.decode())
    assert client.post(url, data).status_code == 302
    with acting(county_inspector):
        assert Project.objects.visible_to(county_inspector).get().version == 1
    assert client.post(url, data | {"pay_day": "15"}).status_code == 302
    with acting(county_inspector):
        stored = Project.objects.visible_to(county_inspector).get()
    assert (stored.version, stored.pay_day, stored.changed_by) == (2, 15, county_inspector.name)


def test_the_second_of_two_editors_is_told_what_the_first_did(made, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("project_edit", args=[made.code])
    data = values_of(client.get(url).content.decode())
    client.post(url, data | {"pay_day": "15"})
    page = client.post(url, data | {"pay_day": "25"}).content.decode()
    assert f"已由 {county_inspector.name} 于" in page and "他改了什么" in page
    assert '<td data-l="现在存的">15</td>' in page and '<td data-l="您填的">25</td>' in page
    again_data = values_of(page)
    assert again_data["version"] == "2"
    assert client.post(url, again_data).status_code == 302
    with acting(county_inspector):
        assert Project.objects.visible_to(county_inspector).get().pay_day == 25


def test_a_new_contractor_replaces_the_old_one_among_the_parties(made, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("project_edit", args=[made.code])
    firm = tenancy.enterprise("新来建工有限公司")
    data = values_of(client.get(url).content.decode()) | {"contractor_name": firm.name, "contractor_uscc": firm.uscc}
    assert client.post(url, data).status_code == 302
    with acting(county_inspector):
        parties = ProjectParty.objects.visible_to(county_inspector).filter(project=made, part="general_contractor").order_by("id")
        assert [(p.organisation.name, p.left_on is None) for p in parties] == [(made.general_contractor.name, False), (firm.name, True)]
    assert set(Participation.objects.filter(project_id=made.pk, part="general_contractor").values_list("organisation_id", "until")) == {
        (made.general_contractor_id, clock.today()),
        (firm.pk, None),
    }


# -- acts ---------------------------------------------------------------------------------------
def test_every_act_has_a_page_that_shows_and_acts(made, county_inspector, client_of):
    client = client_of(county_inspector)
    bank = tenancy.bank("示例银行平定支行")
    today = clock.today().isoformat()
    firm = tenancy.uscc(88)
    posts = [
        ("party_new", {"part": "subcontractor", "party_name": "样例劳务甲", "party_uscc": firm, "on": today}),
        ("account_new", {"bank": bank.pk, "account_name": "样例农民工工资专用账户", "account_number": "1405 0166 8800 0000 7731", "opened_on": today}),
        ("deposit_new", {"form": "cash", "amount": "300,000", "deposited_on": today}),
        ("board_new", {"place": "大门", "posted_on": today}),
        ("project_responsibility", {"post": "county_leader", "name": "样例县长", "phone": "13800000186", "since": today}),
        ("project_inspector", {"inspector": county_inspector.user_id}),
    ]
    for name, data in posts:
        url = reverse(name, args=[made.code])
        assert "p-dialog" in client.get(url).content.decode(), name
        assert client.post(url, data).status_code == 302, name
    page = client.get(made.get_absolute_url()).content.decode()
    for words in ("样例劳务甲", "尾号 7731", "1405************7731", "现金 30.00 万元", "大门共 1 块", "样例县长", "138****0186", county_inspector.name):
        assert words in page, words
    assert "14050166880000007731" not in page


def test_agreements_and_filing_are_dated_on_their_pages(made, county_inspector, client_of):
    client = client_of(county_inspector)
    with acting(county_inspector):
        account = make_account(made, filed_on=None, agreement_on=None)
        party = make_party(made)
    for name, uid, data in (
        ("account_filing", account.uid, {"filed_on": clock.today().isoformat()}),
        ("account_agreement", account.uid, {"signed_on": clock.today().isoformat()}),
        ("party_agreement", party.uid, {"signed_on": clock.today().isoformat()}),
    ):
        url = reverse(name, args=[made.code, uid])
        assert client.get(url).status_code == 200
        assert client.post(url, data).status_code == 302
    with acting(county_inspector):
        account = SpecialWageAccount.objects.visible_to(county_inspector).get()
        assert (account.filed_on, account.agreement_on) == (clock.today(), clock.today())
    again_page = client.post(reverse("account_filing", args=[made.code, account.uid]), {"filed_on": clock.today().isoformat()}).content.decode()
    assert "已于" in again_page and "备案" in again_page


def test_a_refusal_is_shown_on_the_form_it_came_from(made, county_inspector, client_of):
    url = reverse("account_new", args=[made.code])
    bank = tenancy.bank()
    data = {"bank": bank.pk, "account_name": "样例", "account_number": "12a", "opened_on": clock.today().isoformat()}
    page = client_of(county_inspector).post(url, data).content.decode()
    assert "账号应为 8 至 32 位数字" in page and "p-errsum" in page
    with acting(county_inspector):
        assert not SpecialWageAccount.objects.visible_to(county_inspector).exists()


def test_the_site_state_moves_by_its_buttons_only(made, county_inspector, client_of):
    client = client_of(county_inspector)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "进入冬歇期" in page and "确认结清" not in page
    assert client.get(reverse("project_state", args=[made.code, "settle"])).status_code == 404
    url = reverse("project_state", args=[made.code, "winter"])
    assert "停工前先结清" in client.get(url).content.decode()
    today = clock.today().isoformat()
    assert client.post(url, {"on": today, "reason": ""}).status_code == 200
    assert client.post(url, {"on": today, "reason": "气温低于零下十度", "proof": "停工通知"}).status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert "冬歇期" in page and "气温低于零下十度" in page and "复工" in page


def test_a_contractor_keeps_his_own_site_and_no_other(made, contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, "样例厂房", general_contractor=own(contractor), on=clock.today())
    client = client_of(again(contractor))
    data = {"form": "bank_guarantee", "amount": "10000", "deposited_on": clock.today().isoformat(), "expires_on": "2028-01-01"}
    assert client.post(reverse("deposit_new", args=[theirs.code]), data).status_code == 302
    assert client.post(reverse("deposit_new", args=[made.code]), data).status_code == 404
    assert client.get(reverse("project_edit", args=[theirs.code])).status_code == 403
    with acting(county_inspector):
        assert WageSecurityDeposit.objects.visible_to(county_inspector).get().project == theirs


def test_a_contractor_cannot_exempt_himself(contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, general_contractor=own(contractor), on=clock.today())
    page = (
        client_of(again(contractor))
        .post(reverse("deposit_new", args=[theirs.code]), {"form": "exempt", "exempt_basis": "自称无欠薪", "deposited_on": clock.today().isoformat()})
        .content.decode()
    )
    assert "p-errsum" in page
    with acting(county_inspector):
        assert not WageSecurityDeposit.objects.visible_to(county_inspector).exists()


def test_a_party_of_another_project_is_404(made, county_inspector, tree, client_of):
    with acting(county_inspector):
        party = make_party(make_project(tree.county))
    assert client_of(county_inspector).get(reverse("party_leave", args=[made.code, party.uid])).status_code == 404


# -- the complaint code -------------------------------------------------------------------------
def test_the_complaint_code_is_a_picture_of_the_signed_address(made, county_inspector, neighbour_inspector, client_of):
    client = client_of(county_inspector)
    response = client.get(reverse("project_complaint_code", args=[made.code]), {"download": ""})
    assert response["Content-Type"] == "image/svg+xml" and response.content.lstrip().startswith(b"<?xml")
    assert "attachment" in response["Content-Disposition"]
    assert client_of(neighbour_inspector).get(reverse("project_complaint_code", args=[made.code])).status_code == 404


def test_a_token_opens_its_project_and_a_forged_one_nothing(made, county_inspector):
    token = complaint_token(made)
    assert uid_of_token(token) == made.uid
    assert uid_of_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert uid_of_token("nonsense") is None
    with acting(county_inspector):
        assert project_of_token(token) == made
        assert project_of_token("nonsense") is None
