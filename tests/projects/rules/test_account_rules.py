"""W02, W03, W04, W07, W11, W38, W55: just under and just over every limit, by hand-reckoned dates."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.lib.rules import Affected, Level
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.change_site_state import change_site_state
from projects.actions.post_fact import post_fact
from projects.actions.record_freeze import record_freeze, record_thaw
from projects.actions.start_closing import start_closing
from projects.rules import w02_account_not_filed as w02
from projects.rules import w03_agreement_missing as w03
from projects.rules import w04_account_name as w04
from projects.rules import w07_labour_cost_terms as w07
from projects.rules import w11_account_frozen as w11
from projects.rules import w38_not_on_platform as w38
from projects.rules import w55_closing_late as w55
from tests.make.projects import make_account, make_project
from tests.projects.rules.test_missing_account_and_deposit import level, thresholds, working

DAY = dt.timedelta(days=1)
OPENED = dt.date(2026, 6, 1)  # + 30 days = Wednesday 2026-07-01
ON = dt.date(2026, 11, 20)
AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


def only(rule, tree, on=ON):
    found = rule.find([tree.county.pk], on, thresholds(rule))
    assert len(found) == 1
    return found[0].evidence


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2026, 6, 25), None),  # six days left
        (dt.date(2026, 6, 26), Level.BLUE),  # five
        (dt.date(2026, 7, 1), Level.BLUE),  # the last day
        (dt.date(2026, 7, 2), Level.YELLOW),
    ],
)
def test_an_account_is_filed_within_thirty_days_of_its_opening(inside, tree, on, expected):
    project = make_project(tree.county, contract_signed_on=OPENED - 10 * DAY)
    make_account(project, opened_on=OPENED, filed_on=None)
    assert level(w02, tree.county, on) == expected
    assert level(w02, tree.county, OPENED - DAY) is None


def test_a_missing_filing_is_never_red_and_a_filed_account_is_quiet(inside, tree):
    project = make_project(tree.county, contract_signed_on=OPENED - 10 * DAY)
    account = make_account(project, opened_on=OPENED, filed_on=None)
    working(project)
    assert level(w02, tree.county, ON) == Level.YELLOW
    assert "没有备案记录" in w02.explain(only(w02, tree), {}) and w02.affected({}) == Affected()
    account.filed_on = dt.date(2026, 7, 3)
    account.save()
    assert level(w02, tree.county, dt.date(2026, 7, 2)) == Level.YELLOW  # as it was on that day
    assert level(w02, tree.county, dt.date(2026, 7, 3)) is None


@pytest.mark.parametrize(("on", "expected"), [(dt.date(2026, 7, 1), Level.BLUE), (dt.date(2026, 7, 2), Level.YELLOW)])
def test_the_agreement_is_signed_within_thirty_days_of_the_contract(inside, tree, on, expected):
    make_account(make_project(tree.county, contract_signed_on=OPENED), agreement_on=None, opened_on=OPENED + DAY)
    assert level(w03, tree.county, on) == expected


def test_a_name_without_the_words_is_blue(inside, tree):
    make_account(make_project(tree.county), account_name="样例公司基本户")
    make_account(make_project(tree.county))
    assert level(w04, tree.county, ON) == Level.BLUE
    assert "户名" in w04.explain(only(w04, tree), {})


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"labour_cost_cycle_months": 1}, None),
        ({"labour_cost_cycle_months": 2}, Level.YELLOW),
        ({"labour_cost_cycle_months": None}, Level.YELLOW),
        ({"labour_cost_share": None, "labour_cost_amount": Decimal("100.00")}, None),
        ({"labour_cost_share": None, "labour_cost_amount": None}, Level.YELLOW),
    ],
)
def test_the_contract_names_a_month_at_most_and_a_sum_or_share(inside, tree, terms, expected):
    project = make_project(tree.county, **terms)
    if terms.get("labour_cost_share", "") is None and not terms["labour_cost_amount"]:
        project.labour_cost_share = None
    project.labour_cost_cycle_months = terms.get("labour_cost_cycle_months", 1)
    project.save()
    assert level(w07, tree.county, ON) == expected


def test_terms_are_red_only_where_people_worked_and_wages_are_due(inside, tree):
    project = make_project(tree.county)
    project.labour_cost_cycle_months = None
    project.save()
    working(project, days=15)
    assert level(w07, tree.county, ON) == Level.YELLOW
    working(project, days=16)
    assert level(w07, tree.county, ON) == Level.RED
    assert w07.affected(only(w07, tree)).amount == Decimal("50000")
    working(project, days=16, paid="50000")
    assert level(w07, tree.county, ON) == Level.YELLOW


def test_a_frozen_account_is_red_from_its_day_until_it_is_lifted(inside, tree):
    account = make_account(make_project(tree.county))
    freeze = record_freeze(actor=inside, account=account, frozen_on=ON - 3 * DAY, organ="样例法院", amount=Decimal("1000"), on=ON, at=AT)
    assert level(w11, tree.county, ON - 4 * DAY) is None and level(w11, tree.county, ON - 3 * DAY) == Level.RED
    evidence = only(w11, tree)
    assert (evidence["days"], w11.affected(evidence).amount) == (3, Decimal("1000.00"))
    record_thaw(actor=inside, freeze=freeze, thawed_on=ON, on=ON)
    assert level(w11, tree.county, ON) is None and level(w11, tree.county, ON - DAY) == Level.RED


@pytest.mark.parametrize(("days", "expected"), [(0, Level.BLUE), (30, Level.BLUE), (31, Level.YELLOW)])
def test_a_permitted_project_is_on_the_platform_within_thirty_days(inside, tree, days, expected):
    project = make_project(tree.county, permit_issued_on=ON - days * DAY)
    assert level(w38, tree.county, ON) is None
    project.uploaded_on = None
    project.save()
    assert level(w38, tree.county, ON) == expected


def test_not_on_the_platform_is_red_with_unpaid_work_only(inside, tree):
    project = make_project(tree.county)
    project.uploaded_on = None
    project.save()
    working(project, days=16)
    assert level(w38, tree.county, ON) == Level.RED


def completed(actor, tree, days):
    project = make_project(tree.county)
    change_site_state(actor=actor, project=project, verb="complete", on=ON - days * DAY, at=AT)
    project.refresh_from_db()
    return project


@pytest.mark.parametrize(("days", "expected"), [(30, None), (31, Level.YELLOW)])
def test_a_finished_project_begins_its_closing_within_thirty_days(inside, tree, days, expected):
    completed(inside, tree, days)
    assert level(w55, tree.county, ON) == expected


def test_a_closing_under_way_is_quiet_and_arrears_are_red(inside, tree):
    project = completed(inside, tree, 31)
    start_closing(actor=inside, account=make_account(project), reason="completed", notice_on=ON, places="大门", on=ON, at=AT)
    assert level(w55, tree.county, ON) is None and level(w55, tree.county, ON - DAY) is None
    post_fact(project_id=project.pk, region_id=project.region_id, item="arrears", value=facts.arrears(people=4, amount=Decimal("0.01")), on=ON, source="案件")
    assert level(w55, tree.county, ON) == Level.RED
    evidence = only(w55, tree)
    assert w55.affected(evidence) == Affected(4, Decimal("0.01")) and "没有付清" in w55.explain(evidence, {})
