"""The register of organisations: found by every name they bore, entered with a warning instead of a refusal, merged where it is one's own."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import Entry
from portal.documents.addressee import unit_named
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Participation
from portal.tenancy.scope import acting
from projects.models import Project, ProjectParty
from tests.make import projects, tenancy

pytestmark = pytest.mark.django_db
LIST = "/administration/organisations/"


def wrong_sign(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def test_an_organisation_is_found_by_name_initials_code_and_former_name(admin, client_of):
    firm = tenancy.enterprise("样例路桥工程有限公司")
    client = client_of(admin)
    client.post(f"{LIST}{firm.uid}/rename/", {"name": "示例交通建设有限公司", "on": "2026-06-01", "document": "样例登记通知书"})
    for asked in ("交通建设", "sljtjs", firm.uscc, "样例路桥"):
        assert str(firm.uid) in client.get(LIST, {"q": asked}).content.decode(), asked
    assert str(firm.uid) not in client.get(LIST, {"q": "水利"}).content.decode()


def test_a_department_is_found_by_what_people_call_it(tree, admin, client_of):
    department = tenancy.authority(tree.county, "平定县住房和城乡建设局", short_name="住建局")
    for asked in ("住建局", "zjj"):
        assert str(department.uid) in client_of(admin).get(LIST, {"q": asked}).content.decode(), asked


def test_the_list_filters_by_kind_place_industry_and_ownership(tree, admin, client_of):
    department = tenancy.housing_department(tree.county)
    state = tenancy.enterprise("样例国有建工有限公司", is_state_owned=True)
    client = client_of(admin)
    for query, shown, hidden in (
        ({"kind": "authority"}, department, state),
        ({"kind": "enterprise"}, state, department),
        ({"region": tree.county.pk}, department, state),
        ({"industry": "housing"}, department, state),
        ({"is_state_owned": "true"}, state, department),
    ):
        page = client.get(LIST, query).content.decode()
        assert str(shown.uid) in page, query
        assert str(hidden.uid) not in page, query
    assert client.get(f"{LIST}export/").status_code == 200


def test_a_list_costs_the_same_whatever_its_length(admin, client_of):
    client = client_of(admin)
    counts = []
    for _ in range(2):
        tenancy.bank()
        tenancy.enterprise()
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_wrong_check_sign_asks_for_a_tick_and_is_remembered(admin, client_of):
    client = client_of(admin)
    form = {"name": "样例建工有限公司", "uscc": wrong_sign(tenancy.uscc())}
    page = client.post(f"{LIST}new/?kind=enterprise", form)
    assert page.status_code == 200
    assert "校验位不符" in page.content.decode()
    assert not Organisation.objects.enterprises().exists()
    assert client.post(f"{LIST}new/?kind=enterprise", form | {"confirmed": "on"}).status_code == 302
    made = Organisation.objects.enterprises().get()
    assert (made.uscc, made.uscc_confirmed_by) == (form["uscc"], "样例管理员")
    assert "已对照营业执照核对" in client.get(f"{LIST}{made.uid}/").content.decode()


@pytest.mark.parametrize(("code", "told"), [("", "统一社会信用代码："), ("9100", "少 14 位"), ("91O0000000000000IZ", "不对")])
def test_what_cannot_be_a_code_is_refused_even_with_a_tick(code, told, admin, client_of):
    page = client_of(admin).post(f"{LIST}new/?kind=enterprise", {"name": "样例建工有限公司", "uscc": code, "confirmed": "on"})
    assert page.status_code == 200
    assert told in page.content.decode()
    assert not Organisation.objects.enterprises().exists()


def test_a_branch_stands_under_its_bank(admin, client_of):
    head = tenancy.bank("样例银行股份有限公司")
    client = client_of(admin)
    form = {"name": "样例银行平定支行", "uscc": tenancy.uscc(), "parent": head.pk}
    assert client.post(f"{LIST}new/?kind=bank&parent={head.uscc}", form).status_code == 302
    assert "样例银行平定支行" in client.get(f"{LIST}{head.uid}/").content.decode()
    branch = Organisation.objects.get(name="样例银行平定支行")
    page = client.post(f"{LIST}{head.uid}/edit/", {"uscc": head.uscc, "parent": branch.pk}).content.decode()
    assert "上级单位不能是自己或自己的下级" in page


def test_a_department_has_duties_with_their_paper(tree, admin, client_of):
    client = client_of(admin)
    form = {"name": "平定县交通运输局", "region": tree.county.pk, "industries": ["transport"], "duties": "督促公路项目落实五项制度"}
    assert "还要写依据文件" in client.post(f"{LIST}new/?kind=authority", form).content.decode()
    assert client.post(f"{LIST}new/?kind=authority", form | {"duties_source": "样例办发〔2026〕3号"}).status_code == 302
    made = Organisation.objects.get(name="平定县交通运输局")
    page = client.get(f"{LIST}{made.uid}/").content.decode()
    assert all(word in page for word in ("督促公路项目落实五项制度", "样例办发〔2026〕3号", "交通运输"))


def test_a_papers_day_decides_which_name_it_bears(admin, client_of):
    firm = tenancy.enterprise("样例旧名有限公司")
    form = {"name": "样例新名有限公司", "on": "2026-06-01", "document": "样例登记通知书"}
    client_of(admin).post(f"{LIST}{firm.uid}/rename/", form)
    firm.refresh_from_db()
    assert firm.known_names == ("样例新名有限公司", "样例旧名有限公司")
    assert [unit_named(name).pk for name in firm.known_names] == [firm.pk, firm.pk]
    assert [firm.name_on(day) for day in (dt.date(2026, 5, 31), dt.date(2026, 6, 1))] == ["样例旧名有限公司", "样例新名有限公司"]


def duplicates(tree) -> tuple[Organisation, Organisation, Project]:
    with acting(system_actor()):
        twice, kept = tenancy.enterprise("样例建工有限公司"), tenancy.enterprise("样例建工集团有限公司")
        project = projects.make_project(tree.county)
        projects.make_party(project, twice)
    return twice, kept, project


def test_duplicates_merge_after_a_look_at_the_rows(tree, admin, client_of):
    twice, kept, project = duplicates(tree)
    client = client_of(admin)
    form = {"kept": kept.uscc, "reason": "同一营业执照登记了两次"}
    page = client.post(f"{LIST}{twice.uid}/merge/", form).content.decode()
    assert all(word in page for word in ("参建单位（单位）", "参建关系（机构）", kept.name))
    twice.refresh_from_db()
    assert twice.merged_into is None
    assert client.post(f"{LIST}{twice.uid}/merge/", form | {"sure": "on"}).status_code == 302
    twice.refresh_from_db()
    assert twice.merged_into_id == kept.pk
    with acting(system_actor()) as actor:
        assert ProjectParty.objects.visible_to(actor).filter(organisation=kept, project=project).count() == 1
    assert Participation.objects.filter(organisation=kept).count() == 1
    assert not Participation.objects.filter(organisation=twice).exists()
    assert Entry.objects.get(verb="tenancy.merge_organisations").detail["moved"]["参建单位（单位）"] == 1
    assert str(twice.uid) not in client.get(LIST, {"q": kept.uscc}).content.decode()
    assert str(kept.uid) in client.get(LIST, {"q": "样例建工有限公司"}).content.decode()


def test_a_firm_known_to_another_tenant_is_merged_and_renamed_by_the_operator_alone(tree, admin, operator, client_of):
    twice, kept, _ = duplicates(tree)
    with acting(system_actor()):
        projects.make_party(projects.make_project(tree.other_county), twice)
    client = client_of(admin)
    form = {"kept": kept.uscc, "reason": "同一营业执照登记了两次", "sure": "on"}
    assert "请由平台运维合并" in client.post(f"{LIST}{twice.uid}/merge/", form).content.decode()
    assert client.get(f"{LIST}{twice.uid}/rename/").status_code == 403
    assert client_of(operator).post(f"{LIST}{twice.uid}/merge/", form).status_code == 302


def test_two_firms_in_one_part_of_one_project_are_not_merged(tree, operator, client_of):
    twice, kept, project = duplicates(tree)
    with acting(system_actor()):
        projects.make_party(project, kept)
    form = {"kept": kept.uscc, "reason": "同一营业执照登记了两次", "sure": "on"}
    assert "不能自动合并" in client_of(operator).post(f"{LIST}{twice.uid}/merge/", form).content.decode()
    twice.refresh_from_db()
    assert twice.merged_into is None


def test_another_tenants_department_is_not_there(tree, admin, client_of):
    foreign = tenancy.authority(tree.other_county)
    client = client_of(admin)
    for address in ("", "edit/", "rename/", "merge/"):
        assert client.get(f"{LIST}{foreign.uid}/{address}").status_code == 404, address
    assert foreign.name not in client.get(LIST).content.decode()


@pytest.mark.parametrize("name", ["county_inspector", "auditor", "contractor"])
def test_who_does_not_keep_the_register_changes_nothing(name, request, tree, client_of):
    firm = tenancy.enterprise()
    client = client_of(request.getfixturevalue(name))
    for address in ("new/", f"{firm.uid}/edit/", f"{firm.uid}/rename/", f"{firm.uid}/merge/"):
        assert client.get(LIST + address).status_code == 403, address


def test_external_authorities_and_regulators_have_no_code_and_no_users(admin, client_of):
    client = client_of(admin)
    for kind, name in (("external", "样例省人力资源和社会保障厅"), ("regulator", "样例金融监管分局")):
        assert client.post(f"{LIST}new/?kind={kind}", {"name": name}).status_code == 302
        assert Organisation.objects.get(name=name).kind == OrganisationKind(kind)
