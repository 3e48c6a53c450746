"""W28, W34–W37: just under and just over every limit."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.lib.rules import Level
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.actions.refresh_lamps import refresh_lamps
from projects.models import SystemLamps
from projects.proof_kinds import ProofKind
from projects.rules import w28_entrusted_agreement_missing as w28
from projects.rules import w34_payment_guarantee as w34
from projects.rules import w35_permit_missing as w35
from projects.rules import w36_funds_missing as w36
from projects.rules import w37_notice_board as w37
from tests.make import tenancy
from tests.make.projects import make_board, make_boards, make_party, make_project, make_proof

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
NO_PERMIT = {"permit_number": "", "permit_issued_on": None}


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


def found(rule, region, on=ON, **changes):
    """The level of the only finding with its evidence, or (None, None)."""
    limits = {t.key: t.default for t in rule.DEFAULTS} | changes
    rows = rule.find([region.pk], on, limits)
    assert len(rows) <= 1
    return (rule.grade(rows[0].evidence, limits), rows[0].evidence) if rows else (None, None)


def level(rule, region, on=ON, **changes):
    return found(rule, region, on, **changes)[0]


def working(project, days=16, paid="0"):
    """People work there, and wages that fell due are not paid."""
    value = facts.coverage(on_site=10, registered=10, with_contract=10, attendance_days=days)
    post_fact(project_id=project.pk, region_id=project.region_id, item="coverage", value=value, on=ON, source="考勤")
    month = facts.payment_month(month=dt.date(2026, 10, 1), due_on=ON - DAY, people=10, paid_people=0, net=Decimal("50000"), paid=Decimal(paid))
    post_fact(project_id=project.pk, region_id=project.region_id, item="payment_month", value=month, on=ON, source="工资表")


@pytest.mark.parametrize("rule", [w34, w35, w36])
def test_a_missing_paper_is_red_only_with_people_and_wages_due(inside, tree, rule):
    project = make_project(tree.county, wage_officer_name="", **NO_PERMIT)
    assert level(rule, tree.county) == Level.YELLOW
    working(project, days=15)
    assert level(rule, tree.county) == Level.YELLOW
    working(project, days=16)
    assert level(rule, tree.county) == Level.RED
    working(project, days=16, paid="50000")
    assert level(rule, tree.county) == Level.YELLOW


def test_attendance_alone_says_that_works_have_begun(inside, tree):
    project = make_project(tree.county, started_on=None, **NO_PERMIT)
    assert level(w35, tree.county) is None
    working(project, days=1)
    grade, evidence = found(w35, tree.county)
    assert grade == Level.YELLOW and "工地已有人出勤" in w35.explain(evidence, {})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (NO_PERMIT, Level.YELLOW),
        (NO_PERMIT | {"needs_permit": False}, None),
        ({"permit_number": "证", "permit_issued_on": None}, None),
        ({"permit_issued_on": ON + DAY}, Level.YELLOW),
    ],
)
def test_a_permit_is_asked_of_those_who_need_one(inside, tree, fields, expected):
    make_project(tree.county, **fields)
    assert level(w35, tree.county) == expected


@pytest.mark.parametrize(("days", "expected"), [(15, Level.BLUE), (16, Level.YELLOW)])
def test_an_agreement_is_signed_within_half_a_month(inside, tree, days, expected):
    project = make_project(tree.county)
    make_party(project, tenancy.enterprise("样例劳务甲"), on=ON - days * DAY)
    make_party(project, on=ON - 100 * DAY, entrusted_agreement_on=ON)
    grade, evidence = found(w28, tree.county)
    assert (grade, evidence["total"], evidence["unsigned"], evidence["names"]) == (expected, 2, 1, "样例劳务甲")


def test_an_agreement_of_later_does_not_heal_the_past(inside, tree):
    project = make_project(tree.county)
    party = make_party(project, on=ON - 40 * DAY)
    party.entrusted_agreement_on = ON
    party.save()
    assert level(w28, tree.county, ON - DAY) == Level.YELLOW
    assert level(w28, tree.county) is None
    party.left_on = ON - 10 * DAY
    party.entrusted_agreement_on = None
    party.save()
    assert level(w28, tree.county, ON - 11 * DAY) == Level.YELLOW
    assert level(w28, tree.county, ON - 10 * DAY) is None


@pytest.mark.parametrize(("left", "expected"), [(61, None), (60, Level.BLUE), (31, Level.BLUE), (30, Level.YELLOW), (0, Level.YELLOW), (-1, Level.YELLOW)])
def test_a_guarantee_is_renewed_before_it_ends(inside, tree, left, expected):
    make_proof(make_project(tree.county), expires_on=ON + left * DAY)
    grade, evidence = found(w34, tree.county)
    assert grade == expected
    assert evidence is None or (evidence["days_left"] == left and w34.headline(evidence))


def test_an_expired_guarantee_is_red_like_none_at_all(inside, tree):
    project = make_project(tree.county)
    make_proof(project, expires_on=ON - DAY)
    working(project)
    assert level(w34, tree.county) == Level.RED
    make_proof(project, expires_on=ON + 400 * DAY)
    assert level(w34, tree.county) is None


def test_before_the_works_a_missing_guarantee_is_blue_and_a_taken_back_one_counts_until_then(inside, tree):
    project = make_project(tree.county, started_on=ON + DAY)
    assert level(w34, tree.county) == Level.BLUE
    paper = make_proof(project, expires_on=None)
    assert level(w34, tree.county) is None
    paper.withdrawn_on, paper.withdrawn_reason = ON, "登记错了"
    paper.save()
    assert level(w34, tree.county, ON - DAY) is None
    assert level(w34, tree.county) == Level.BLUE


def test_funds_are_shown_by_their_paper(inside, tree):
    project = make_project(tree.county, is_government_invested=True)
    grade, evidence = found(w36, tree.county)
    assert grade == Level.YELLOW and "不得由施工单位垫资" in w36.explain(evidence, {})
    make_proof(project, ProofKind.FUNDS, signed_on=ON)
    assert level(w36, tree.county, ON - DAY) == Level.YELLOW
    assert level(w36, tree.county) is None


@pytest.mark.parametrize(("days", "expected"), [(30, Level.BLUE), (31, Level.YELLOW)])
def test_boards_hang_within_a_month(inside, tree, days, expected):
    make_project(tree.county, started_on=ON - days * DAY)
    grade, evidence = found(w37, tree.county)
    assert (grade, evidence["lacking"]) == (expected, "入口处、项目部、生活区")


def test_boards_are_asked_for_photographs_and_for_what_holds_now(inside, tree):
    project = make_project(tree.county, on=ON - 30 * DAY)
    make_boards(project, ("入口处", "项目部"), posted_on=ON - 20 * DAY)
    make_board(project, "生活区", posted_on=ON - 20 * DAY)
    assert level(w37, tree.county) is None  # the lamp tells it; a warning only where the tenant wants one
    grade, evidence = found(w37, tree.county, warn_without_photo=True)
    assert (grade, evidence["bare"], evidence["lacking"], evidence["stale"]) == (Level.BLUE, "生活区", "", "")
    project.board_facts_changed_on = ON
    project.save()
    grade, evidence = found(w37, tree.county)
    assert grade == Level.YELLOW and evidence["stale"] == "入口处、项目部、生活区"
    assert "须更换" in w37.headline(evidence) and "变动更换" in w37.explain(evidence, {})


def test_boards_all_in_order_are_no_finding(inside, tree):
    project = make_project(tree.county, on=ON - 30 * DAY)
    make_boards(project)
    assert level(w37, tree.county) is None


def test_the_boards_of_many_sites_cost_the_same_queries(inside, tree, django_assert_max_num_queries):
    limits = {t.key: t.default for t in w37.DEFAULTS}
    for _ in range(4):
        make_boards(make_project(tree.county), ("入口处",))
    with django_assert_max_num_queries(16):
        assert len(w37.find([tree.county.pk], ON, limits)) == 4


@pytest.mark.parametrize(
    ("judged_on", "asked_on", "is_stale", "is_trusted"),
    [(0, 0, False, True), (0, 1, False, True), (0, 2, False, False), (1, 0, False, False), (0, 0, True, False)],
)
def test_boards_that_the_lamps_of_the_day_call_in_order_are_not_judged_again(inside, tree, judged_on, asked_on, is_stale, is_trusted):
    make_boards(make_project(tree.county))
    refresh_lamps(actor=inside, on=ON + judged_on * DAY)
    SystemLamps.objects.visible_to(inside).update(is_stale=is_stale)
    limits = {t.key: t.default for t in w37.DEFAULTS}
    with CaptureQueriesContext(connection) as asked:
        assert [row for row in w37.find([tree.county.pk], ON + asked_on * DAY, limits) if w37.grade(row.evidence, limits)] == []
    assert (len(asked) == 3) == is_trusted  # the statement, the regions and their figures


@pytest.mark.parametrize(("begins", "asked_on", "is_trusted"), [(-30, 0, False), (0, 0, False), (2, 1, True), (2, 2, False)])
def test_lamps_judged_by_other_figures_than_the_tenant_has_now_are_not_trusted(inside, tree, begins, asked_on, is_trusted):
    """Written after the judgement, whenever it begins; written before it, on the day it begins."""
    make_boards(make_project(tree.county))
    if begins > 0:
        tenancy.policy_row(tree.county, "projects.board_arbitration", "样例仲裁委 0353-0000000", valid_from=ON + begins * DAY)
    refresh_lamps(actor=inside, on=ON + max(0, asked_on - 1) * DAY)
    if begins <= 0:
        tenancy.policy_row(tree.county, "projects.board_arbitration", "样例仲裁委 0353-0000000", valid_from=ON + begins * DAY)
    limits = {t.key: t.default for t in w37.DEFAULTS}
    with CaptureQueriesContext(connection) as asked:
        w37.find([tree.county.pk], ON + asked_on * DAY, limits)
    assert (len(asked) == 3) == is_trusted


def test_a_board_that_is_missing_is_found_behind_fresh_lamps(inside, tree):
    make_boards(make_project(tree.county), ("入口处",))
    refresh_lamps(actor=inside, on=ON)
    assert found(w37, tree.county)[1]["lacking"] == "项目部、生活区"


@pytest.mark.parametrize("rule", [w28, w34, w35, w36, w37])
def test_every_finding_is_told_in_words_with_its_remedy(inside, tree, rule):
    project = make_project(tree.county, wage_officer_name="", **NO_PERMIT)
    make_party(project, on=ON - 40 * DAY)
    limits = {t.key: t.default for t in rule.DEFAULTS}
    (row,) = rule.find([tree.county.pk], ON, limits)
    assert 4 < len(rule.headline(row.evidence)) <= 40
    assert rule.explain(row.evidence, limits).endswith("。") and rule.remedy(row.evidence)
    assert set(row.evidence) <= set(rule.LABELS)
    assert rule.find([tree.neighbour.pk], ON, limits) == []
