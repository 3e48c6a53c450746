"""Who may be given which role where."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.accounts.actions.add_user import add_user
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.actors import PARTS, actor_by_username, actor_for
from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.models import Membership, User
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.enums import Industry
from portal.tenancy.scope import acting
from projects.enums import Part
from tests.make import accounts, tenancy
from tests.make.projects import make_party, make_project
from tests.make.tenancy import LONG_AGO

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
PASSWORD = "Fen-He-2020-shui"


def grant(admin, role, *, user=None, **fields):
    return grant_membership(actor=admin, user=user or accounts.user(), role=role, on=ON, **fields)


def test_an_administrator_opens_accounts_and_an_inspector_does_not(admin, county_inspector):
    add_user(actor=admin, username="New.One", name="样例", password=PASSWORD, at=timezone.now())
    assert User.objects.get(username="new.one").must_change_password
    assert Entry.objects.filter(verb="accounts.add_user", region_id=admin.region_id).count() == 1
    with pytest.raises(Refused, match="权限"):
        add_user(actor=county_inspector, username="another", name="样例", password=PASSWORD, at=timezone.now())


@pytest.mark.parametrize("username", ["ab", "-abc", "王二", "a b", "x" * 61, "a@b"])
def test_odd_user_names_are_refused_with_the_rule(admin, username):
    with pytest.raises(Refused, match="小写字母"):
        add_user(actor=admin, username=username, name="样例", password=PASSWORD, at=timezone.now())


def test_a_taken_user_name_is_refused_whatever_its_case(admin, county_inspector):
    with pytest.raises(Refused, match="已经有人使用"):
        add_user(actor=admin, username="PD-Inspector", name="样例", password=PASSWORD, at=timezone.now())


def test_a_refused_password_leaves_no_account(admin):
    with pytest.raises(Refused):
        add_user(actor=admin, username="new-one", name="样例", password="short", at=timezone.now())
    assert not User.objects.filter(username="new-one").exists()


def test_a_role_is_given_inside_the_administrators_regions_only(admin, tree):
    grant(admin, Role.INSPECTOR, organisation=tenancy.authority(tree.county), region=tree.county)
    with pytest.raises(Refused, match="不在您管理的辖区"):
        grant(admin, Role.INSPECTOR, organisation=tenancy.authority(tree.other_county), region=tree.other_county)
    with pytest.raises(Refused, match="不在您管理的辖区"):
        grant(admin, Role.OFFICE, organisation=tenancy.authority(tree.province), region=tree.province)


@pytest.mark.parametrize("role", ENTERPRISE)
def test_enterprise_roles_want_an_enterprise_and_no_region(admin, tree, role):
    firm = tenancy.bank() if role == Role.BANK else tenancy.enterprise()
    assert grant(admin, role, organisation=firm).region is None
    for fields in ({"organisation": tenancy.authority(tree.county)}, {"organisation": firm, "region": tree.county}):
        with pytest.raises(Refused):
            grant(admin, role, **fields)


def test_a_bank_role_is_for_banks_and_banks_have_no_other(admin):
    with pytest.raises(Refused, match="银行"):
        grant(admin, Role.BANK, organisation=tenancy.enterprise())
    with pytest.raises(Refused, match="银行"):
        grant(admin, Role.CONTRACTOR, organisation=tenancy.bank())


def test_a_department_names_its_industry_and_a_grid_officer_his_townships(admin, tree):
    department = tenancy.housing_department(tree.county)
    with pytest.raises(Refused, match="行业"):
        grant(admin, Role.DEPARTMENT, organisation=department, region=tree.county)
    assert grant(admin, Role.DEPARTMENT, organisation=department, region=tree.county, industries=[Industry.HOUSING]).industries == ["housing"]
    office = tenancy.authority(tree.county, "冠山镇人民政府")
    with pytest.raises(Refused, match="乡镇街道"):
        grant(admin, Role.GRID, organisation=office, region=tree.county)
    with pytest.raises(Refused, match="不是"):
        grant(admin, Role.GRID, organisation=office, region=tree.neighbour, townships=[tree.township])
    made = grant(admin, Role.GRID, organisation=office, region=tree.county, townships=[tree.township])
    assert actor_for(made).townships == {tree.township.pk}


def test_nobody_keeps_the_accounts_and_watches_over_himself(admin, tree):
    organisation = tenancy.authority(tree.city)
    for first, second in ((Role.ADMIN, Role.AUDITOR), (Role.AUDITOR, Role.ADMIN)):
        user = accounts.user()
        grant(admin, first, user=user, organisation=organisation, region=tree.city)
        with pytest.raises(Refused, match="审计员"):
            grant(admin, second, user=user, organisation=organisation, region=tree.city)


def test_the_same_role_is_not_given_twice(admin, tree):
    user, organisation = accounts.user(), tenancy.authority(tree.county)
    grant(admin, Role.INSPECTOR, user=user, organisation=organisation, region=tree.county)
    with pytest.raises(Refused):
        grant(admin, Role.INSPECTOR, user=user, organisation=organisation, region=tree.county)


def test_a_membership_holds_on_its_first_and_last_day_and_on_no_other(tree):
    made = accounts.membership(Role.INSPECTOR, region=tree.county, valid_from=dt.date(2026, 3, 1), valid_to=dt.date(2026, 3, 31))
    found = {day for day in range(1, 32) if Membership.objects.valid_on(dt.date(2026, 3, day)).filter(pk=made.pk).exists()}
    assert found == set(range(1, 32))
    for day in (dt.date(2026, 2, 28), dt.date(2026, 4, 1)):
        assert not Membership.objects.valid_on(day).filter(pk=made.pk).exists()


def test_a_command_acts_as_a_person_with_a_membership_of_today(tree, county_inspector):
    assert actor_by_username("pd-inspector", ON) == county_inspector
    with pytest.raises(Refused, match="pd-nobody"):
        actor_by_username("pd-nobody", ON)
    with pytest.raises(Refused):
        actor_by_username("pd-inspector", LONG_AGO - dt.timedelta(days=1))


def test_what_a_department_and_a_bank_may_see_is_in_their_actors(industry_officer, bank, auditor, tree):
    assert industry_officer.industries == {"housing"}
    tenancy.participation(Membership.objects.get(pk=bank.membership_id).organisation, 7, "bank")
    assert accounts.again(bank).scope.read_projects == {7}
    assert auditor.scope.read_regions >= {tree.city.pk, tree.county.pk}
    assert auditor.scope.write_regions == frozenset()


@pytest.mark.parametrize("who", ["contractor", "subcontractor", "owner", "bank"])
def test_an_enterprise_role_reaches_the_projects_in_which_its_firm_has_that_part(who, request):
    actor = request.getfixturevalue(who)
    firm = Membership.objects.get(pk=actor.membership_id).organisation
    for project_id, part in enumerate(Part.values, start=1):
        tenancy.participation(firm, project_id, part)
    now = accounts.again(actor).scope
    assert now.read_projects == now.write_projects == {Part.values.index(part) + 1 for part in PARTS[actor.role]}


def test_every_part_of_a_project_belongs_to_one_role():
    assert set(PARTS) == set(ENTERPRISE)
    assert sorted(part for parts in PARTS.values() for part in parts) == sorted(Part.values)


def test_a_general_contractor_that_is_a_subcontractor_elsewhere_decides_nothing_there(county_inspector, contractor, tree):
    firm = Membership.objects.get(pk=contractor.membership_id).organisation
    with acting(county_inspector):
        own = make_project(tree.county, "样例一号楼", general_contractor=firm)
        other = make_project(tree.county, "样例二号楼", general_contractor=tenancy.enterprise("样例第二建设有限公司"))
        make_party(other, firm, Part.SUBCONTRACTOR)
    scope = accounts.again(contractor).scope
    assert scope.read_projects == scope.write_projects == {own.pk} and other.pk not in scope.read_projects
