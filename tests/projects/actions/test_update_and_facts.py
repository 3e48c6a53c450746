"""Changing master data, posting facts."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.enrol_organisation import enrol_organisation
from projects.actions.post_fact import post_fact, post_facts
from projects.actions.update_project import update_project
from projects.models import Fact, Project, ProjectToken
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.projects import ON, make_project

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county, "样例花园")


def update(actor, project, version=1, **changes):
    return update_project(actor=actor, project=project, version=version, on=ON, at=AT, **changes)


def test_only_what_differs_is_written_and_told(site, county_inspector):
    changed = update(county_inspector, site, pay_day=15, wage_officer_name=site.wage_officer_name)
    assert changed.version == 2
    assert Entry.objects.get(verb="projects.update").detail == {"changed": {"pay_day": ["20", "15"]}}


def test_nothing_different_is_no_change(site, county_inspector):
    assert update(county_inspector, site, pay_day=20).version == 1
    assert not Entry.objects.filter(verb="projects.update").exists()


def test_the_second_writer_is_told_who_was_first_and_when(site, county_inspector):
    update(county_inspector, site, pay_day=15)
    with pytest.raises(Refused, match=f"已由 {county_inspector.name} 于 11 月 20 日 17:00 修改") as refusal:
        update(county_inspector, site, version=1, pay_day=16)
    assert refusal.value.code == "changed"


@pytest.mark.parametrize(("name", "value", "stale"), [("pay_day", 15, True), ("wage_officer_name", "新人", True), ("address", "样例路2号", False)])
def test_what_the_board_says_makes_it_stale(county_inspector, tree, name, value, stale):
    with acting(county_inspector):
        project = make_project(tree.county, on=ON - dt.timedelta(days=30))
        update(county_inspector, project, **{name: value})
        project = Project.objects.visible_to(county_inspector).get()
    assert (project.board_facts_changed_on == ON) is stale


def test_state_code_and_region_are_not_changed_here(site, county_inspector, tree):
    for name, value in (("state", "settled"), ("code", "x"), ("region", tree.neighbour)):
        with pytest.raises(ValueError):
            update(county_inspector, site, **{name: value})


def test_a_department_cannot_move_a_project_out_of_its_industry(site, industry_officer):
    with acting(industry_officer), pytest.raises(Refused, match="不归本部门"):
        update(industry_officer, site, industry="transport")


def test_a_neighbour_changes_nothing(site, neighbour_inspector):
    with acting(neighbour_inspector), pytest.raises(Refused, match="您只能查看"):
        update(neighbour_inspector, site, pay_day=15)


def test_a_new_name_has_new_tokens(site, county_inspector):
    update(county_inspector, site, name="锦绣新城")
    tokens = set(ProjectToken.objects.visible_to(county_inspector).values_list("token", flat=True))
    assert {"锦绣", "绣新", "新城", "jx", "xx", "xc"} == tokens


def test_a_fact_is_one_row_that_is_replaced(site, county_inspector):
    for people in (9, 3):
        value = facts.arrears(people=people, amount=Decimal("128400"))
        post_fact(project_id=site.pk, region_id=site.region_id, item=facts.ARREARS, value=value, on=ON, source="核实")
    assert Fact.objects.visible_to(county_inspector).get().value == {"people": 3, "amount": "128400.00"}


def test_an_unknown_item_is_a_fault_in_the_code(site):
    with pytest.raises(ValueError, match="declare them"):
        post_fact(project_id=site.pk, region_id=site.region_id, item="mood", value={}, on=ON, source="x")


def test_many_facts_cost_one_statement_and_one_mark(site, county_inspector, django_assert_num_queries):
    rows = [Fact(project=site, region_id=site.region_id, item=item, value={}, on=ON, source="x") for item in facts.ITEMS]
    with django_assert_num_queries(2):
        post_facts(rows)


def test_a_participant_posts_the_facts_of_its_own_project_and_does_not_read_cases(county_inspector, contractor, tree):
    with acting(county_inspector):
        project = make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.organisation_id))
        post_fact(project_id=project.pk, region_id=project.region_id, item="open_case", value=facts.open_case(count=1), on=ON, source="案件")
    contractor = again(contractor)
    with acting(contractor):
        value = facts.coverage(on_site=1, registered=1, with_contract=1)
        post_fact(project_id=project.pk, region_id=project.region_id, item="coverage", value=value, on=ON, source="花名册")
        assert [fact.item for fact in Fact.objects.visible_to(contractor)] == ["coverage"]


def test_one_code_under_two_names_is_asked_about(county_inspector):
    made = enrol_organisation(actor=county_inspector, name="样例（集团）有限公司", uscc=tenancy.uscc(5001).lower())
    assert enrol_organisation(actor=county_inspector, name="样例(集团) 有限公司", uscc=tenancy.uscc(5001)) == made
    with pytest.raises(Refused, match="登记的是“样例（集团）有限公司”"):
        enrol_organisation(actor=county_inspector, name="别的公司", uscc=tenancy.uscc(5001))
    with pytest.raises(Refused, match="少 15 位"):
        enrol_organisation(actor=county_inspector, name="样例", uscc="123")
    with pytest.raises(Refused, match="单位名称没有填写"):
        enrol_organisation(actor=county_inspector, name=" ", uscc=tenancy.uscc(5002))
