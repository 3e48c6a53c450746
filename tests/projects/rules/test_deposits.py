"""W09, W30, W31, W32 and W65: just under and just over every limit, by hand-reckoned dates."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.utils import timezone

from portal.lib.rules import Affected, Level
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.models import DepositAssessment
from projects.rules import w09_balance_fallen as w09
from projects.rules import w30_guarantee_ending as w30
from projects.rules import w31_guarantee_unfit as w31
from projects.rules import w32_deposit_not_filled as w32
from projects.rules import w33_refund_review_late as w33
from projects.rules import w65_exemption_lapsed as w65
from tests.make import tenancy
from tests.make.deposits import make_drawdown, make_refund
from tests.make.projects import make_deposit, make_project

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


def only(rule, region, on=ON, **changes):
    """The only finding with its level."""
    limits = {t.key: t.default for t in rule.DEFAULTS} | changes
    found = rule.find([region.pk], on, limits)
    assert len(found) <= 1
    return (found[0].evidence, rule.grade(found[0].evidence, limits)) if found else (None, None)


@pytest.mark.parametrize(
    ("left", "expected"), [(61, None), (60, Level.BLUE), (31, Level.BLUE), (30, Level.YELLOW), (0, Level.YELLOW), (-1, Level.RED)]
)  # fmt: skip
def test_a_guarantee_that_ends_is_told_sixty_days_ahead_warned_a_month_ahead_and_red_when_over(inside, tree, left, expected):
    make_deposit(make_project(tree.county), expires_on=ON + left * DAY)
    assert only(w30, tree.county)[1] == expected


def test_cash_replaced_guarantees_and_settled_sites_do_not_end(inside, tree):
    project = make_project(tree.county)
    make_deposit(project, expires_on=ON, state="replaced", released_on=ON)
    make_deposit(project, form="cash", expires_on=None)
    assert only(w30, tree.county) == (None, None)
    make_deposit(project, expires_on=ON)
    assert only(w30, tree.county)[1] == Level.YELLOW
    assert only(w30, tree.county, exempt_states=["under_construction"]) == (None, None)
    assert only(w30, tree.neighbour) == (None, None)


def test_the_end_of_a_guarantee_is_told_in_words(inside, tree):
    make_deposit(make_project(tree.county), expires_on=ON - 3 * DAY, amount=D(300000))
    evidence, _ = only(w30, tree.county)
    assert w30.headline(evidence) == "保证金保函已过期 3 天" and w30.affected(evidence) == Affected(amount=D(300000))
    assert "有效期至 2026-11-17，已过期 3 天" in w30.explain(evidence, {}) and len(w30.remedy(evidence)) == 3


@pytest.mark.parametrize(("left", "words"), [(20, "要在到期前发出支付通知书索赔"), (-1, "已经不能凭这份保函索赔")])
def test_wages_owed_make_the_end_of_a_guarantee_a_last_day(inside, tree, left, words):
    project = make_project(tree.county)
    make_deposit(project, expires_on=ON + left * DAY)
    assert only(w30, tree.county)[0]["owed"] is None
    owe = {"project_id": project.pk, "region_id": project.region_id, "item": facts.ARREARS, "source": "案件"}
    post_fact(value=facts.arrears(people=9, amount=D("128400.00")), on=ON, **owe)
    evidence, _ = only(w30, tree.county)
    assert w30.headline(evidence).endswith("还欠工资 128,400 元") and words in w30.explain(evidence, {})
    assert "owed" not in {k for k, v in only(w30, tree.county, on=ON - DAY)[0].items() if v is not None}, "not known the day before"
    post_fact(value=facts.arrears(people=0, amount=D(0)), on=ON, **owe)
    assert only(w30, tree.county)[0]["owed"] is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, None),
        ({"amount": D("299999.99")}, "金额比应存少"),
        ({"is_irrevocable": False}, "不可撤销"),
        ({"is_on_demand": False}, "见索即付"),
        ({"beneficiary": "样例置业有限公司"}, "受益人是“样例置业有限公司”"),
        ({"beneficiary": ""}, "受益人没有登记"),
        ({"deposited_on": ON - 364 * DAY, "expires_on": ON}, "不满一年"),
        ({"deposited_on": ON - 365 * DAY, "expires_on": ON}, "短于合同期"),
        ({"expires_on": ON + 300 * DAY}, None),  # the very day the works are to end
        ({"expires_on": ON + 299 * DAY}, "短于合同期"),
        ({"deposited_on": dt.date(2021, 11, 1), "beneficiary": ""}, "受益人没有登记"),
        ({"deposited_on": dt.date(2021, 10, 31), "beneficiary": ""}, None),  # stays under the rules of its time
        ({"expires_on": ON - DAY, "deposited_on": ON - 400 * DAY}, None),  # has run out: W30's matter
    ],
)
def test_what_is_wrong_with_a_guarantee_is_named(inside, tree, changed, words):
    make_deposit(make_project(tree.county), **changed)
    evidence, level = only(w31, tree.county)
    assert (level, bool(evidence)) == ((Level.YELLOW, True) if words else (None, False))
    assert not words or words in w31.explain(evidence, {})


def test_a_tenant_leaves_a_fault_out(inside, tree):
    make_deposit(make_project(tree.county), beneficiary="")
    assert only(w31, tree.county, ignored_faults=["beneficiary"]) == (None, None)
    evidence, _ = only(w31, tree.county)
    assert w31.headline(evidence) == "保证金保函有 1 处不合规" and "受益人改为属地人社部门" in w31.remedy(evidence)[0]


PAID = dt.date(2026, 11, 2)  # a Monday; ten working days of plain weeks end on Monday 2026-11-16


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2026, 11, 10), None),  # four working days left
        (dt.date(2026, 11, 11), Level.BLUE),  # three
        (dt.date(2026, 11, 16), Level.BLUE),
        (dt.date(2026, 11, 17), Level.RED),
    ],
)
def test_what_was_used_is_filled_up_within_ten_working_days(inside, tree, on, expected):
    made = make_drawdown(make_deposit(make_project(tree.county), form="cash", expires_on=None), paid_on=PAID, top_up_by=dt.date(2026, 11, 16))
    assert only(w32, tree.county, on)[1] == expected
    made.topped_up_on, made.state = dt.date(2026, 11, 9), "topped_up"
    made.save()
    assert only(w32, tree.county, on) == (None, None)


def test_a_use_not_made_good_is_told_in_words(inside, tree):
    make_drawdown(make_deposit(make_project(tree.county)), paid_on=PAID, top_up_by=dt.date(2026, 11, 16))
    evidence, _ = only(w32, tree.county)
    assert w32.headline(evidence) == "保证金动用后没有补足，已超期 4 天"
    assert "应于 2026-11-16 前补足" in w32.explain(evidence, {}) and w32.affected(evidence).amount == D(50000)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"review_by": ON}, None),
        ({"review_by": ON - DAY}, Level.YELLOW),
        ({"review_by": ON - DAY, "state": "approved", "reviewed_on": ON - DAY, "paper_by": ON}, None),
        ({"review_by": ON - 9 * DAY, "state": "approved", "reviewed_on": ON - 9 * DAY, "paper_by": ON - DAY}, Level.YELLOW),
        ({"review_by": ON - DAY, "state": "returned", "reviewed_on": ON - 9 * DAY, "paper_by": ON - 4 * DAY, "returned_on": ON}, None),
        ({"review_by": ON - DAY, "state": "refused", "reviewed_on": ON - DAY, "paper_by": ON - DAY, "refused_reason": "有欠薪"}, None),
        ({"review_by": ON - DAY, "state": "withdrawn"}, None),
    ],
)
def test_the_authority_itself_is_reminded_of_its_terms_for_a_return(inside, tree, changed, expected):
    make_refund(make_deposit(make_project(tree.county)), ON - 60 * DAY, **{"state": "applied", "applied_on": ON - 10 * DAY} | changed)
    evidence, level = only(w33, tree.county)
    assert level == expected
    if level:
        assert "已超期 1 天" in w33.headline(evidence) and w33.affected(evidence).amount == D(300000)


@pytest.fixture
def waived(inside, tree):
    """阳泉: exempt because the account holds more than one per cent of the year."""
    for key, value in (("base_rate", "0.02"), ("small_exempt", True), ("use_annual", False), ("waive_balance_ratio", "0.01"), ("safe_project_exempt", True)):
        tenancy.policy_row(tree.city, f"deposit.{key}", value)
    project = make_project(tree.county)
    DepositAssessment.objects.create(
        project=project, region=tree.county, on=ON - 9 * DAY, required=0, base=D(20000000), rate=0, is_exempt=True, is_waived=True, assessed_by="样例",
        assessed_at=timezone.now(),
    )  # fmt: skip
    make_deposit(project, form="exempt", amount=0, required_amount=None, expires_on=None, is_on_demand=False, exempt_basis="专户余额充足，暂免")
    return project


def balance(project, value: str) -> None:
    value = facts.account_month(month=dt.date(2026, 10, 1), due=None, due_on=None, transferred=D(0), balance=D(value))
    post_fact(project_id=project.pk, region_id=project.region_id, item="account_month", value=value, on=ON, source="样例")


@pytest.mark.parametrize(("left", "expected"), [("200000.01", None), ("200000.00", Level.YELLOW)])
def test_an_exemption_ends_when_the_balance_falls_to_one_per_cent(waived, tree, left, expected):
    DepositAssessment.objects.of(waived).update(steps=[{"rule": "S0-01"}])
    balance(waived, left)
    evidence, level = only(w09, tree.county)
    assert level == expected
    assert only(w65, tree.county) == (None, None), "one cause, one warning"
    if evidence:
        assert w09.headline(evidence) == "专户余额回落，暂免的保证金应补存 40.00 万元" and w09.affected(evidence).amount == D(400000)
        assert "余额现为 20 万元，没有超过 20 万元" in w09.explain(evidence, {}) or "200,000" in w09.explain(evidence, {})
        assert "20 个工作日内补存" in w09.remedy(evidence)[0]


def test_an_exemption_by_the_balance_that_arrears_ended_is_no_matter_of_the_balance(waived, tree):
    DepositAssessment.objects.of(waived).update(steps=[{"rule": "S0-01"}])
    balance(waived, "300000.00")
    for key, value in (("up_arrears", "0.5"), ("arrears_record", "decided"), ("arrears_date", "verified")):
        tenancy.policy_row(tree.city, f"deposit.{key}", value)
    record = facts.arrears_record(grade="decided", reference="样例", occurred_on=ON - 30 * DAY, verified_on=ON - 20 * DAY)
    post_fact(project_id=waived.pk, region_id=waived.region_id, item="arrears_records", value=facts.arrears_records([record]), on=ON, source="样例")
    assert only(w09, tree.county) == (None, None)
    assert only(w65, tree.county)[1] == Level.YELLOW


def test_a_title_keeps_the_exemption_and_its_loss_ends_it(waived, tree):
    for kinds, expected in ((["safe_wage"], None), ([], Level.YELLOW)):
        post_fact(project_id=waived.pk, region_id=waived.region_id, item="title", value=facts.title(kinds=kinds), on=ON, source="样例")
        assert only(w65, tree.county)[1] == expected


def test_an_exemption_that_does_not_depend_on_anything_stays(waived, tree):
    DepositAssessment.objects.of(waived).update(is_waived=False)
    assert only(w65, tree.county) == (None, None)
