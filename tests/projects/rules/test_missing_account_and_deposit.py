"""W01 and W29: just under and just over every limit, by hand-reckoned dates."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.lib.rules import Affected, Level
from portal.tenancy.models import HolidayKind
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.change_site_state import change_site_state
from projects.actions.post_fact import post_fact
from projects.rules import w01_account_missing as w01
from projects.rules import w29_deposit_missing as w29
from tests.make import tenancy
from tests.make.projects import make_account, make_deposit, make_project

DAY = dt.timedelta(days=1)
SIGNED = dt.date(2026, 6, 1)  # + 30 days = Wednesday 2026-07-01
PERMIT = dt.date(2026, 6, 1)  # + 20 working days of plain weeks = Monday 2026-06-29


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


def thresholds(rule, **changes):
    return {t.key: t.default for t in rule.DEFAULTS} | changes


def level(rule, region, on, **changes):
    """The level of the only finding, or None."""
    limits = thresholds(rule, **changes)
    found = rule.find([region.pk], on, limits)
    assert len(found) <= 1
    return rule.grade(found[0].evidence, limits) if found else None


def working(project, *, days=16, net="50000", paid="0", due_on=dt.date(2026, 7, 20)):
    value = facts.coverage(on_site=10, registered=10, with_contract=10, attendance_days=days)
    post_fact(project_id=project.pk, region_id=project.region_id, item="coverage", value=value, on=due_on, source="考勤")
    month = facts.payment_month(month=dt.date(2026, 6, 1), due_on=due_on, people=10, paid_people=0, net=Decimal(net), paid=Decimal(paid))
    post_fact(project_id=project.pk, region_id=project.region_id, item="payment_month", value=month, on=due_on, source="工资表")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2026, 6, 20), None),  # eleven days left
        (dt.date(2026, 6, 21), Level.BLUE),  # ten days left
        (dt.date(2026, 7, 1), Level.BLUE),  # the last day
        (dt.date(2026, 7, 2), Level.YELLOW),  # one day over
    ],
)
def test_an_account_is_due_thirty_days_after_the_contract(inside, tree, on, expected):
    make_project(tree.county, contract_signed_on=SIGNED)
    assert level(w01, tree.county, on) == expected


def test_a_term_that_ends_on_a_sunday_runs_to_monday(inside, tree):
    make_project(tree.county, contract_signed_on=dt.date(2026, 5, 29))  # + 30 = Sunday 2026-06-28
    assert level(w01, tree.county, dt.date(2026, 6, 29)) == Level.BLUE
    assert level(w01, tree.county, dt.date(2026, 6, 30)) == Level.YELLOW


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2026, 6, 19), None),  # six working days left
        (dt.date(2026, 6, 22), Level.BLUE),  # five
        (dt.date(2026, 6, 29), Level.BLUE),  # the last day
        (dt.date(2026, 6, 30), Level.YELLOW),
    ],
)
def test_a_deposit_is_due_twenty_working_days_after_the_permit(inside, tree, on, expected):
    make_project(tree.county, permit_issued_on=PERMIT)
    assert level(w29, tree.county, on) == expected


def test_a_public_holiday_moves_the_deposits_term(inside, tree):
    tenancy.holiday(dt.date(2026, 6, 19), HolidayKind.STATUTORY, "端午节")
    make_project(tree.county, permit_issued_on=PERMIT)
    assert level(w29, tree.county, dt.date(2026, 6, 30)) == Level.BLUE
    assert level(w29, tree.county, dt.date(2026, 7, 1)) == Level.YELLOW


def test_without_a_permit_nothing_is_reckoned_unless_none_is_needed(inside, tree):
    project = make_project(tree.county, permit_issued_on=None, permit_number="", contract_signed_on=SIGNED)
    assert level(w29, tree.county, dt.date(2026, 8, 1)) is None
    project.needs_permit = False
    project.save(update_fields=["needs_permit"])
    assert level(w29, tree.county, dt.date(2026, 8, 1)) == Level.YELLOW


@pytest.mark.parametrize("rule", [w01, w29])
def test_red_needs_attendance_and_wages_due_together(inside, tree, rule):
    project = make_project(tree.county, contract_signed_on=SIGNED, permit_issued_on=PERMIT)
    on = dt.date(2026, 8, 1)
    working(project, days=15)
    assert level(rule, tree.county, on) == Level.YELLOW
    working(project, days=16)
    assert level(rule, tree.county, on) == Level.RED
    working(project, days=16, net="50000", paid="50000")
    assert level(rule, tree.county, on) == Level.YELLOW
    working(project, days=16, due_on=on)  # due today is not overdue
    assert level(rule, tree.county, on) == Level.YELLOW


@pytest.mark.parametrize("rule", [w01, w29])
def test_an_account_or_deposit_turns_it_green(inside, tree, rule):
    project = make_project(tree.county, contract_signed_on=SIGNED, permit_issued_on=PERMIT)
    make_account(project, opened_on=dt.date(2026, 7, 10), filed_on=None)
    make_deposit(project, deposited_on=dt.date(2026, 7, 10))
    assert level(rule, tree.county, dt.date(2026, 7, 9)) == Level.YELLOW
    assert level(rule, tree.county, dt.date(2026, 7, 10)) is None


def test_a_closed_account_counts_no_more(inside, tree):
    project = make_project(tree.county, contract_signed_on=SIGNED)
    make_account(project, closed_on=dt.date(2026, 8, 1))
    assert level(w01, tree.county, dt.date(2026, 7, 31)) is None
    assert level(w01, tree.county, dt.date(2026, 8, 1)) == Level.YELLOW


def test_an_exemption_is_no_omission(inside, tree):
    project = make_project(tree.county, permit_issued_on=PERMIT)
    make_deposit(
        project, form="exempt", amount=Decimal("0"), exempt_basis="三年无欠薪", expires_on=None, is_on_demand=False, institution="", document_number=""
    )
    assert level(w29, tree.county, dt.date(2026, 8, 1)) is None


def test_finished_works_are_exempt_from_the_day_they_ended(inside, tree):
    project = make_project(tree.county, contract_signed_on=SIGNED)
    at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    change_site_state(actor=inside, project=project, verb="complete", on=dt.date(2026, 9, 1), at=at)
    assert level(w01, tree.county, dt.date(2026, 8, 31)) == Level.YELLOW
    assert level(w01, tree.county, dt.date(2026, 9, 1)) is None


def test_a_tenant_may_exempt_scattered_sites(inside, tree):
    make_project(tree.county, contract_signed_on=SIGNED, site_kind="scattered")
    assert level(w01, tree.county, dt.date(2026, 8, 1)) == Level.YELLOW
    assert level(w01, tree.county, dt.date(2026, 8, 1), exempt_sites=["scattered"]) is None


def test_the_stock_from_before_the_tenants_first_day_stays_blue_during_its_grace(inside, tree):
    tenancy.jurisdiction(tree.city, opened_on=dt.date(2026, 9, 1))
    make_project(tree.county, contract_signed_on=SIGNED)
    assert level(w01, tree.county, dt.date(2026, 9, 11)) == Level.YELLOW
    assert level(w01, tree.county, dt.date(2026, 9, 11), stock_grace_days=10) == Level.BLUE
    assert level(w01, tree.county, dt.date(2026, 9, 12), stock_grace_days=10) == Level.YELLOW


def test_the_thresholds_are_policy_that_a_tenant_sets(inside, tree):
    tenancy.policy_row(tree.city, "rules.W01.blue_days", 3)
    values = PolicySet(tree.county, dt.date(2026, 8, 1)).thresholds(w01)
    assert (values["blue_days"], values["exempt_states"]) == (3, ["completed_unsettled", "settled"])


def test_the_sentence_carries_the_figures_an_enterprise_can_contest(inside, tree):
    project = make_project(tree.county, contract_signed_on=SIGNED)
    working(project)
    (found,) = w01.find([tree.county.pk], dt.date(2026, 8, 1), thresholds(w01))
    assert (
        w01.explain(found.evidence, thresholds(w01))
        == "施工合同 2026-06-01 签订，应于 2026-07-01 前开立农民工工资专用账户，已超期 31 天，平台没有登记在用的专户。"
        "工地累计考勤 16 天，2026 年 6 月工资还有 50,000 元到期未付。"
    )
    assert w01.headline(found.evidence) == "工资专户没有开立，已超期 31 天"
    assert w01.affected(found.evidence) == Affected(amount=Decimal("50000.00"))
    assert any("三方协议" in step for step in w01.remedy(found.evidence))


def test_each_project_is_found_once_and_only_in_the_regions_asked_for(inside, tree):
    make_project(tree.county, contract_signed_on=SIGNED, permit_issued_on=PERMIT)
    make_project(tree.county, contract_signed_on=SIGNED, permit_issued_on=PERMIT)
    for rule in (w01, w29):
        assert len(rule.find([tree.county.pk], dt.date(2026, 8, 1), thresholds(rule))) == 2
        assert rule.find([tree.neighbour.pk], dt.date(2026, 8, 1), thresholds(rule)) == []


@pytest.mark.parametrize("rule", [w01, w29])
def test_a_hundred_projects_cost_no_more_queries_than_one(inside, tree, rule, django_assert_max_num_queries):
    for _ in range(3):
        make_project(tree.county, contract_signed_on=SIGNED, permit_issued_on=PERMIT)
    with django_assert_max_num_queries(4):
        assert len(rule.find([tree.county.pk], dt.date(2026, 8, 1), thresholds(rule))) == 3
