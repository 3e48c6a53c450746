"""安薪项目: six conditions from data, the county nominates, the city decides."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.actions.nominate import decide, newest_decision, nominate, open_decisions, withdraw_nomination
from campaigns.models import TitleNomination
from campaigns.policies import FUNDS, LABOUR_COST
from campaigns.queries.progress import progress
from campaigns.title_checks import title_checks
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.models import Fact
from tests.make.accounts import actor as make_actor
from tests.make.campaigns import make_safe_wage_drive
from tests.make.projects import make_account, make_board, make_deposit, make_project
from tests.make.tenancy import policy_row

ON = dt.date(2026, 6, 1)


@pytest.fixture
def campaign(tree, city_office):
    with acting(city_office):
        return make_safe_wage_drive(city_office, tree.city)


def ask(region, share):
    """The city has said how much money must be in place."""
    for key in (FUNDS, LABOUR_COST):
        policy_row(region, key, share)


def good_project(region, transferred="100000.00", uploaded_on=ON, share="1"):
    if share:
        ask(region, share)
    with acting(system_actor()):
        project = make_project(region, on=ON, uploaded_on=uploaded_on, labour_cost_cycle_months=1, labour_cost_share=Decimal("0.20"))
        make_account(project)
        make_deposit(project)
        for place in ("大门", "项目部", "生活区"):
            make_board(project, place, posted_on=ON)
        value = facts.account_month(month=ON, due=Decimal("100000.00"), due_on=ON, transferred=Decimal(transferred))
        post_fact(project_id=project.pk, region_id=region.pk, item="account_month", value=value, on=ON, source="样例")
        value = facts.coverage(on_site=10, registered=10, with_contract=10, attendance_days=20, last_attendance_on=ON)
        post_fact(project_id=project.pk, region_id=region.pk, item="coverage", value=value, on=ON, source="样例")
    return project


def checks_of(project, actor):
    with acting(actor):
        return {c["code"]: c["ok"] for c in title_checks(project, actor=actor, on=ON)}


def test_the_conditions_are_answered_from_data(tree, county_inspector):
    assert checks_of(good_project(tree.county), county_inspector) | {"systems": True} == dict.fromkeys(
        ("running", "systems", "funds", "labour_cost", "uploaded", "no_arrears"), True
    )


@pytest.mark.parametrize(("transferred", "ok"), [("99999.99", False), ("100000.00", True)])
def test_labour_cost_is_enough_just_at_what_is_due(tree, county_inspector, transferred, ok):
    assert checks_of(good_project(tree.county, transferred), county_inspector)["labour_cost"] is ok


@pytest.mark.parametrize(("transferred", "ok"), [("89999.99", False), ("90000.00", True)])
def test_the_share_that_must_be_in_place_is_the_tenants(tree, county_inspector, transferred, ok):
    assert checks_of(good_project(tree.county, transferred, share="0.9"), county_inspector)["funds"] is ok


def test_without_the_tenants_share_nothing_is_made_up(tree, county_inspector):
    project = good_project(tree.county, share="")
    assert checks_of(project, county_inspector)["funds"] is None
    with acting(county_inspector):
        words = {c["code"]: c["words"] for c in title_checks(project, actor=county_inspector, on=ON)}["funds"]
    assert "租户未录入" in words


def test_a_project_that_is_not_on_the_platform_is_refused_with_the_reason(tree, campaign, county_inspector):
    project = good_project(tree.county, uploaded_on=None)
    with acting(county_inspector), pytest.raises(Refused, match="没有纳入平台的日期"):
        nominate(actor=county_inspector, campaign=campaign, project=project, on=ON)


def nominated(campaign, project, actor, monkeypatch):
    monkeypatch.setattr(
        "campaigns.title_checks._systems", lambda *a: __import__("campaigns.title_checks", fromlist=["x"]).TitleCheck("systems", "制度", True, "")
    )
    with acting(actor):
        return nominate(actor=actor, campaign=campaign, project=project, on=ON)


def test_an_award_by_the_city_counts_for_the_county_and_reaches_the_projects_file(tree, campaign, county_inspector, city_office, monkeypatch):
    project = good_project(tree.county)
    row = nominated(campaign, project, county_inspector, monkeypatch)
    with acting(city_office):
        decide(TitleNomination.objects.visible_to(city_office).get(pk=row.pk), actor=city_office, kind="awarded", on=ON, score=Decimal("96.5"))
        line = next(x for x in progress(campaign, actor=city_office, on=ON) if x.region == tree.county)
        assert (line.nominated, line.awarded, line.words) == (1, 1, "差 4")
        assert Fact.objects.visible_to(city_office).get(project=project, item="title").value == {"kinds": ["safe_wage"]}


def test_a_revoked_title_is_taken_from_the_projects_file(tree, campaign, county_inspector, city_office, monkeypatch):
    row = nominated(campaign, good_project(tree.county), county_inspector, monkeypatch)
    with acting(city_office):
        row = TitleNomination.objects.visible_to(city_office).get(pk=row.pk)
        with pytest.raises(Refused, match="没有认定过"):
            decide(row, actor=city_office, kind="revoked", on=ON, reason="出现欠薪")
        decide(row, actor=city_office, kind="awarded", on=ON)
        with pytest.raises(Refused, match="理由"):
            decide(row, actor=city_office, kind="revoked", on=ON)
        decide(row, actor=city_office, kind="revoked", on=ON, reason="出现欠薪")
        assert Fact.objects.visible_to(city_office).get(project=row.project_id, item="title").value == {"kinds": []}


def test_a_nomination_is_withdrawn_only_before_the_decision(tree, campaign, county_inspector, city_office, monkeypatch):
    row = nominated(campaign, good_project(tree.county), county_inspector, monkeypatch)
    with acting(city_office):
        decide(TitleNomination.objects.visible_to(city_office).get(pk=row.pk), actor=city_office, kind="awarded", on=ON)
    with acting(county_inspector), pytest.raises(Refused, match="已作出决定"):
        withdraw_nomination(row, actor=county_inspector, reason="撤回")


def test_one_that_was_withdrawn_may_be_nominated_again(tree, campaign, county_inspector, monkeypatch):
    project = good_project(tree.county)
    row = nominated(campaign, project, county_inspector, monkeypatch)
    with acting(county_inspector):
        with pytest.raises(Refused, match="为什么撤回"):
            withdraw_nomination(row, actor=county_inspector, reason=" ")
        withdraw_nomination(row, actor=county_inspector, reason="人工费要补拨")
        again = nominate(actor=county_inspector, campaign=campaign, project=project, on=ON)
        with pytest.raises(Refused, match="已申报过"):
            nominate(actor=county_inspector, campaign=campaign, project=project, on=ON)
    assert (again.pk, again.state) == (row.pk, "nominated")


@pytest.mark.parametrize("on", ["2026-04-29", "2026-10-01"])
def test_nominations_are_made_in_the_campaigns_days_alone(tree, campaign, county_inspector, on):
    project = good_project(tree.county)
    with acting(county_inspector), pytest.raises(Refused, match="期外不能申报"):
        nominate(actor=county_inspector, campaign=campaign, project=project, on=dt.date.fromisoformat(on))


def test_only_the_city_that_leads_the_campaign_decides(tree, campaign, county_inspector, monkeypatch):
    row = nominated(campaign, good_project(tree.county), county_inspector, monkeypatch)
    office = make_actor("office", region=tree.county)
    with acting(office), pytest.raises(Refused, match="上级的专项行动"):
        decide(row, actor=office, kind="awarded", on=ON)
    with acting(county_inspector), pytest.raises(Refused, match="权限"):
        decide(row, actor=county_inspector, kind="awarded", on=ON)


def test_an_awarded_title_can_only_be_revoked_and_a_refused_one_awarded_later(tree, campaign, county_inspector, city_office, monkeypatch):
    row = nominated(campaign, good_project(tree.county), county_inspector, monkeypatch)
    with acting(city_office):
        row = TitleNomination.objects.visible_to(city_office).get(pk=row.pk)
        decide(row, actor=city_office, kind="refused", on=ON, reason="佐证不全")
        assert open_decisions(newest_decision(row, city_office)) == ("awarded", "refused")
        decide(row, actor=city_office, kind="awarded", on=ON)
        assert open_decisions(newest_decision(row, city_office)) == ("revoked",)
        for kind, reason in (("awarded", "已经认定"), ("refused", "取消称号")):
            with pytest.raises(Refused, match=reason):
                decide(row, actor=city_office, kind=kind, on=ON, reason="再议")
