"""W05, W12 and W16 on summaries, just under and just over each line."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from portal.lib.rules import Affected
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.projects import make_party, make_project
from wagepay.models import LabourCostCycle, ProjectMonth
from wagepay.rules import w05_labour_cost_late as w05
from wagepay.rules import w12_wages_unpaid as w12
from wagepay.rules import w16_pay_attendance_mismatch as w16

MONTH = dt.date(2026, 9, 1)
DUE = dt.date(2026, 10, 20)


@pytest.fixture
def project(tree):
    with acting(system_actor()):
        return make_project(tree.county)


def defaults(rule, **changes):
    return {t.key: t.default for t in rule.DEFAULTS} | changes


def month(project, **fields):
    fields = {"month": MONTH, "due_on": DUE, "employer_id": project.general_contractor_id, "attended_2days": 100, "listed": 100, "net": 500000} | fields
    with acting(system_actor()):
        return ProjectMonth.objects.create(project=project, region_id=project.region_id, **fields)


def cycle(project, **fields):
    fields = {"month": MONTH, "due_on": dt.date(2026, 10, 10), "due_amount": Decimal("100000.00"), "transferred": Decimal("5000.00")} | fields
    with acting(system_actor()):
        return LabourCostCycle.objects.create(uid=uuid.uuid4(), project=project, region_id=project.region_id, **fields)


def found(rule, project, on, **changes):
    with acting(system_actor()):
        return rule.find([project.region_id], on, defaults(rule, **changes))


def levels(rule, project, on):
    return [rule.grade(hit.evidence, defaults(rule)) for hit in found(rule, project, on)]


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (dt.date(2026, 10, 20), []),
        (dt.date(2026, 10, 21), ["blue"]),
        (dt.date(2026, 10, 27), ["blue"]),  # five working days
        (dt.date(2026, 10, 28), ["yellow"]),
        (dt.date(2026, 11, 10), ["yellow"]),  # fifteen
        (dt.date(2026, 11, 11), ["red"]),
    ],
)
def test_an_unpaid_month_climbs_by_working_days(project, on, level):
    month(project)
    assert levels(w12, project, on) == level


def test_the_third_unpaid_month_is_red_at_once(project):
    for back, due in ((7, 8), (8, 9), (9, 10)):
        month(project, month=dt.date(2026, back, 1), due_on=dt.date(2026, due, 20))
    newest = found(w12, project, dt.date(2026, 10, 21))[-1]
    assert newest.evidence["unpaid_months"] == 3
    assert newest.evidence["overdue_workdays"] == 1
    assert w12.grade(newest.evidence, defaults(w12)) == "red"


@pytest.mark.parametrize(("paid", "hits"), [(70, 1), (71, 0)])
def test_a_month_that_most_were_paid_for_is_not_an_unpaid_month(project, paid, hits):
    month(project, paid_count=paid, first_paid_on=DUE)
    assert len(found(w12, project, dt.date(2026, 11, 1))) == hits


def test_a_month_paid_in_full_by_then_is_no_finding_and_one_paid_later_still_was(project):
    month(project, paid_count=100, paid=500000, full_paid_on=dt.date(2026, 10, 25))
    assert found(w12, project, dt.date(2026, 10, 26)) == []
    month(project, month=dt.date(2026, 8, 1), paid_count=0, full_paid_on=dt.date(2026, 11, 1))
    assert [hit.evidence["month"] for hit in found(w12, project, dt.date(2026, 10, 26))] == ["2026-08"]


def test_the_sentence_names_people_money_and_days_and_says_when_there_is_no_sheet(project):
    month(project)
    (hit,) = found(w12, project, dt.date(2026, 10, 28))
    assert (
        w12.explain(hit.evidence, defaults(w12)) == "2026 年 9 月工资应于 10 月 20 日前发放，已过 6 个工作日，应发 100 人，还有 100 人没有发，差 500,000 元。"
    )
    assert (w12.headline(hit.evidence), w12.affected(hit.evidence)) == ("9 月工资 100 人没有发，逾期 6 个工作日", Affected(100, Decimal("500000.00")))
    without = hit.evidence | {"has_sheet": False, "unpaid_amount": None}
    assert w12.affected(without) == Affected(100)
    assert "没有报工资表" in w12.explain(without, defaults(w12))
    assert w12.remedy(without)[0].startswith("分包单位按考勤编制工资表")


def test_one_finding_for_each_subcontractor(project):
    month(project)
    with acting(system_actor()):
        party = make_party(project)
    month(project, employer_id=party.organisation_id)
    assert {hit.subcontractor_id for hit in found(w12, project, dt.date(2026, 10, 28))} == {None, party.organisation_id}


def test_a_settled_project_is_exempt_until_the_tenant_says_otherwise(project):
    month(project)
    with acting(system_actor()):
        type(project)._base_manager.filter(pk=project.pk).update(state="settled")
    assert found(w12, project, dt.date(2026, 10, 28)) == []
    assert len(found(w12, project, dt.date(2026, 10, 28), exempt_states=[])) == 1


@pytest.mark.parametrize(
    ("missing", "level"),
    [(0, []), (3, ["blue"]), (4, ["yellow"]), (10, ["yellow"]), (11, ["red"])],
)
def test_people_who_worked_and_have_no_wage(project, missing, level):
    month(project, paid_count=100 - missing, first_paid_on=DUE, missing_paid=missing)
    assert levels(w16, project, dt.date(2026, 11, 1)) == level


@pytest.mark.parametrize(("missing", "people", "level"), [(1, 2, ["yellow"]), (1, 3, ["yellow"]), (2, 7, ["red"])])
def test_one_person_alone_makes_no_share_red(project, missing, people, level):
    month(project, attended_2days=people, listed=people, paid_count=people - missing, first_paid_on=DUE, missing_paid=missing)
    assert levels(w16, project, dt.date(2026, 11, 1)) == level


def test_three_missing_of_fifty_are_more_than_five_percent_and_so_not_few(project):
    month(project, attended_2days=50, listed=50, paid_count=47, first_paid_on=DUE, missing_paid=3)
    assert levels(w16, project, dt.date(2026, 11, 1)) == ["yellow"]


@pytest.mark.parametrize(("ghosts", "paid", "level"), [(3, 20, [None]), (4, 60, ["yellow"]), (4, 80, [None])])
def test_people_paid_who_never_came(project, ghosts, paid, level):
    month(project, attended_2days=paid, listed=paid, paid_count=paid, first_paid_on=DUE, paid_without_attendance=ghosts)
    assert levels(w16, project, dt.date(2026, 11, 1)) == level


@pytest.mark.parametrize(
    ("missing", "ghosts", "words", "people"),
    [(7, 0, "9 月 7 人有考勤没有工资", 7), (7, 4, "9 月 7 人有考勤没有工资，4 人有工资没有考勤", 7), (0, 4, "9 月 4 人有工资没有考勤", 4)],
)
def test_the_headline_of_a_mismatch_names_both_sides(missing, ghosts, words, people):
    evidence = {"month": "2026-09", "missing": missing, "ghosts": ghosts}
    assert (w16.headline(evidence), w16.affected(evidence)) == (words, Affected(people))


def test_a_month_hardly_paid_at_all_is_left_to_w12(project):
    month(project, paid_count=60, first_paid_on=DUE, missing_paid=40)
    assert found(w16, project, dt.date(2026, 11, 1)) == []
    assert len(found(w12, project, dt.date(2026, 11, 1))) == 1


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (dt.date(2026, 10, 10), []),
        (dt.date(2026, 10, 11), ["blue"]),
        (dt.date(2026, 10, 17), ["blue"]),
        (dt.date(2026, 10, 18), ["yellow"]),
        (dt.date(2026, 11, 10), ["yellow"]),
        (dt.date(2026, 11, 11), ["red"]),
    ],
)
def test_labour_cost_that_did_not_arrive_climbs_by_days_and_a_month(project, on, level):
    cycle(project)
    assert levels(w05, project, on) == level


def test_a_cycle_without_a_sum_is_asked_for_and_never_more_than_blue(project):
    cycle(project, due_amount=None)
    (hit,) = found(w05, project, dt.date(2027, 3, 1))
    assert w05.grade(hit.evidence, defaults(w05)) == "blue"
    assert "无法计算" in w05.explain(hit.evidence, defaults(w05))
    assert (w05.headline(hit.evidence), w05.affected(hit.evidence)) == ("9 月应拨人工费没有登记", Affected())


def test_labour_cost_that_arrived_late_but_by_then_is_no_finding(project):
    cycle(project, full_on=dt.date(2026, 10, 15), transferred=Decimal("100000.00"))
    assert found(w05, project, dt.date(2026, 10, 15)) == []
    assert len(found(w05, project, dt.date(2026, 10, 14))) == 1


def test_the_gap_is_exact_to_the_fen(project):
    cycle(project, due_amount=Decimal("100000.01"))
    (hit,) = found(w05, project, dt.date(2026, 10, 20))
    assert hit.evidence["gap"] == "95000.01"
    assert (w05.headline(hit.evidence), w05.affected(hit.evidence)) == ("9 月人工费逾期 10 天，还差 95,000.01 元", Affected(amount=Decimal("95000.01")))
    assert w05.explain(hit.evidence, defaults(w05)).endswith("到账 5,000 元，差 95,000.01 元。")


def test_months_of_work_without_any_recorded_sum_are_one_blue_question(project):
    for back in (7, 8, 9, 10):
        month(project, month=dt.date(2026, back, 1), attended=12)
    cycle(project, month=dt.date(2026, 8, 1), due_on=dt.date(2026, 12, 1))
    (hit,) = found(w05, project, dt.date(2026, 10, 20))
    assert (hit.month, hit.evidence["months"], hit.evidence["first_month"], hit.evidence["last_month"]) == (None, 2, "2026-07", "2026-09")
    assert w05.grade(hit.evidence, defaults(w05)) == "blue"
    assert w05.headline(hit.evidence) == "2 个月没有登记应拨人工费"
    assert "无法计算" in w05.explain(hit.evidence, defaults(w05)) and "拨付计划" in w05.remedy(hit.evidence)[0]


def test_a_month_with_allowances_is_part_paid_and_does_not_count_towards_the_third(project):
    for back, due, advance in ((7, 8, 0), (8, 9, 5000), (9, 10, 0)):
        month(project, month=dt.date(2026, back, 1), due_on=dt.date(2026, due, 20), advance=advance, advance_only_count=3 if advance else 0)
    newest = found(w12, project, dt.date(2026, 10, 21))[-1]
    assert newest.evidence["unpaid_months"] == 2
    assert w12.grade(newest.evidence, defaults(w12)) == "blue"


def test_unpaid_months_that_are_not_in_a_row_do_not_add_up(project):
    for number, due in ((3, 4), (5, 6), (7, 8)):
        month(project, month=dt.date(2026, number, 1), due_on=dt.date(2026, due, 20))
    assert [hit.evidence["unpaid_months"] for hit in found(w12, project, dt.date(2026, 8, 21))] == [1, 1, 1]
