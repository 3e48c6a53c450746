"""Registering: code without gaps, parties with their participation, refusals in words."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.models import Participation
from portal.tenancy.scope import acting
from projects.actions.register_project import register_project
from projects.models import Project, ProjectParty, SiteState
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.projects import make_project

ON = dt.date(2026, 11, 20)


def test_codes_run_without_gaps_per_region_and_year(county_inspector, tree):
    with acting(county_inspector):
        assert make_project(tree.county).code == "140321-2026-0001"
        with pytest.raises(Refused), transaction.atomic():
            make_project(tree.county, pay_day=32)
        assert make_project(tree.county).code == "140321-2026-0002"
        assert make_project(tree.county, on=dt.date(2027, 1, 4)).code == "140321-2027-0001"


def test_owner_and_contractor_become_parties_and_participants(county_inspector, tree, contractor):
    firm = tenancy.Organisation.objects.get(pk=contractor.organisation_id)
    with acting(county_inspector):
        project = make_project(tree.county, general_contractor=firm)
        parts = dict(ProjectParty.objects.visible_to(county_inspector).filter(project=project).values_list("part", "organisation_id"))
    assert parts == {"owner": project.owner_id, "general_contractor": firm.pk}
    assert Participation.objects.filter(project_id=project.pk).count() == 2
    contractor = again(contractor)
    with acting(contractor):
        assert Project.objects.visible_to(contractor).get() == project


def test_the_first_site_state_is_dated_from_the_start_of_works(county_inspector, tree):
    with acting(county_inspector):
        project = make_project(tree.county, started_on=dt.date(2026, 6, 1))
        state = SiteState.objects.visible_to(county_inspector).get(project=project)
    assert (project.state, state.state, state.since) == ("under_construction", "under_construction", dt.date(2026, 6, 1))


def test_a_project_without_start_date_is_in_preparation(county_inspector, tree):
    with acting(county_inspector):
        assert make_project(tree.county, started_on=None).state == "preparing"


def test_registration_is_recorded(county_inspector, tree):
    with acting(county_inspector):
        project = make_project(tree.county)
    entry = Entry.objects.get(verb="projects.register")
    assert (entry.object_uid, entry.region_id, entry.detail["code"]) == (str(project.uid), tree.county.pk, project.code)


def test_another_regions_project_is_refused(county_inspector, tree):
    with acting(county_inspector), pytest.raises(Refused, match="您不负责“盂县”的项目"):
        make_project(tree.neighbour)


def test_a_township_of_another_county_is_refused(county_inspector, tree):
    stranger = tenancy.region("样例镇", "township", tree.neighbour)
    with acting(county_inspector), pytest.raises(Refused, match="样例镇”不在“平定县”内"):
        make_project(tree.county, township=stranger)


def test_a_department_registers_only_its_industries(industry_officer, tree):
    with acting(industry_officer):
        make_project(tree.county, industry="housing")
        with pytest.raises(Refused, match="不归本部门主管"):
            make_project(tree.county, industry="transport")


def test_a_township_is_no_place_of_a_project(county_inspector, tree):
    with acting(county_inspector), pytest.raises(Refused, match="不能作为项目辖区"):
        make_project(tree.township)


def test_the_same_project_twice_is_refused(county_inspector, tree):
    firm = tenancy.enterprise()
    with acting(county_inspector):
        make_project(tree.county, "样例大桥", general_contractor=firm)
        with pytest.raises(Refused, match="同名"):
            make_project(tree.county, "样例大桥", general_contractor=firm)


def test_an_unlawful_project_is_registered_all_the_same(county_inspector, tree):
    with acting(county_inspector):
        project = register_project(
            actor=county_inspector, region=tree.county, on=ON, at=timezone.now(), name="样例无证工程", industry="other", started_on=dt.date(2026, 5, 1)
        )
    assert project.permit_issued_on is None and project.state == "under_construction"


def test_a_grid_officer_may_not_register(grid_officer, tree):
    with acting(grid_officer), pytest.raises(Refused, match="没有办理这一步的权限"):
        make_project(tree.county)
