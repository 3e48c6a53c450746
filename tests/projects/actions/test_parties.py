"""Parties come and go, and their scope with them."""

import datetime as dt

import pytest

from portal.lib.errors import Refused
from portal.tenancy.models import Organisation, Participation
from portal.tenancy.scope import acting
from projects.actions.add_party import add_party
from projects.actions.leave_party import leave_party
from projects.actions.record_agreement import record_agreement
from projects.models import Project, ProjectParty
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.projects import ON, make_account, make_party, make_project


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county)


def participation(organisation, project):
    return Participation.objects.filter(organisation=organisation, project_id=project.pk).values_list("part", "since", "until")


def test_a_subcontractor_hangs_under_the_general_contractor(site, county_inspector):
    firm = tenancy.enterprise()
    party = add_party(actor=county_inspector, project=site, organisation=firm, part="subcontractor", on=ON)
    assert party.parent.organisation == site.general_contractor
    assert list(participation(firm, site)) == [("subcontractor", ON, None)]


def test_a_second_tier_hangs_under_the_party_named(site, county_inspector):
    first = add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="subcontractor", on=ON)
    second = add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="subcontractor", on=ON, parent=first)
    assert second.parent == first
    with pytest.raises(Refused, match="还有分包单位在场"):
        leave_party(actor=county_inspector, party=first, on=ON)


def test_a_parent_from_another_project_is_refused(site, county_inspector, tree):
    stranger = make_party(make_project(tree.county))
    with pytest.raises(Refused, match="发包方不在本项目"):
        add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="subcontractor", on=ON, parent=stranger)


def test_a_party_enters_once_and_may_come_back(site, county_inspector):
    firm = tenancy.enterprise()
    party = add_party(actor=county_inspector, project=site, organisation=firm, part="subcontractor", on=ON)
    with pytest.raises(Refused, match="不用再加"):
        add_party(actor=county_inspector, project=site, organisation=firm, part="subcontractor", on=ON)
    leave_party(actor=county_inspector, party=party, on=ON + dt.timedelta(days=5))
    assert list(participation(firm, site)) == [("subcontractor", ON, ON + dt.timedelta(days=5))]
    add_party(actor=county_inspector, project=site, organisation=firm, part="subcontractor", on=ON + dt.timedelta(days=9))
    assert list(participation(firm, site)) == [("subcontractor", ON + dt.timedelta(days=9), None)]
    assert ProjectParty.objects.of(site).filter(organisation=firm).count() == 2


@pytest.mark.parametrize(("today", "seen"), [(ON, 1), (ON + dt.timedelta(days=1), 0)])
def test_who_leaves_reads_the_project_to_the_end_of_that_day(site, county_inspector, subcontractor, settings, today, seen):
    firm = Organisation.objects.get(pk=subcontractor.organisation_id)
    party = add_party(actor=county_inspector, project=site, organisation=firm, part="subcontractor", on=ON)
    leave_party(actor=county_inspector, party=party, on=ON)
    settings.PORTAL_DATE = today
    subcontractor = again(subcontractor)
    with acting(subcontractor):
        assert Project.objects.visible_to(subcontractor).count() == seen


@pytest.mark.parametrize(("days", "match"), [(-1, "不能早于进场日期"), (0, None)])
def test_nobody_leaves_before_he_came(site, county_inspector, days, match):
    party = add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="supervisor", on=ON)
    if match:
        with pytest.raises(Refused, match=match):
            leave_party(actor=county_inspector, party=party, on=ON + dt.timedelta(days=days))
    else:
        assert leave_party(actor=county_inspector, party=party, on=ON).left_on == ON


def test_nobody_leaves_twice(site, county_inspector):
    party = add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="supervisor", on=ON)
    leave_party(actor=county_inspector, party=party, on=ON)
    with pytest.raises(Refused, match="退场"):
        leave_party(actor=county_inspector, party=party, on=ON)


def test_owner_and_contractor_change_with_the_master_data_only(site, county_inspector):
    with pytest.raises(Refused, match="在项目资料里修改"):
        add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="owner", on=ON)
    party = ProjectParty.objects.of(site).get(part="owner")
    with pytest.raises(Refused, match="在项目资料里修改"):
        leave_party(actor=county_inspector, party=party, on=ON)


def test_the_city_reads_parties_and_changes_none(site, city_office):
    with acting(city_office), pytest.raises(Refused, match="您只能查看"):
        add_party(actor=city_office, project=site, organisation=tenancy.enterprise(), part="supervisor", on=ON)


def test_agreements_belong_to_subcontractors_and_accounts(site, county_inspector):
    party = add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="subcontractor", on=ON)
    assert record_agreement(actor=county_inspector, subject=party, signed_on=ON, on=ON).entrusted_agreement_on == ON
    account = make_account(site, agreement_on=None)
    assert record_agreement(actor=county_inspector, subject=account, signed_on=ON, on=ON).agreement_on == ON
    with pytest.raises(Refused, match="不能晚于今天"):
        record_agreement(actor=county_inspector, subject=account, signed_on=ON + dt.timedelta(days=1), on=ON)
    supervisor = add_party(actor=county_inspector, project=site, organisation=tenancy.enterprise(), part="supervisor", on=ON)
    with pytest.raises(Refused, match="由分包单位"):
        record_agreement(actor=county_inspector, subject=supervisor, signed_on=ON, on=ON)
