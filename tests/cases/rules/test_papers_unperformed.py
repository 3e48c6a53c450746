"""W54: decisions and orders to firms, just under and just over their day; what performs them."""

import datetime as dt
from decimal import Decimal

import pytest

from cases.rules import w54_paper_unperformed as w54
from portal.documents.actions.draft_instrument import Occasion
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.rules import Affected, Level
from portal.tenancy.scope import acting
from projects.deposits.papers import ADMIN_DECISION
from projects.inspections.papers import ORDER
from projects.models import DepositDrawdown, InspectionFinding
from tests.make import documents
from tests.make import inspections as make
from tests.make.cases import lines_of, make_case, make_line, pay, verify
from tests.make.deposits import make_decision, make_drawdown
from tests.make.projects import make_deposit, make_employer, make_project

DAY, LIMITS = dt.timedelta(days=1), {}
UNTIL = dt.date(2026, 11, 20)


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


@pytest.fixture
def project(inside, tree):
    return make_project(tree.county)


def found(tree, on):
    rows = w54.find([tree.county.pk], on, LIMITS)
    assert len(rows) <= 1
    return rows[0].evidence if rows else None


def decision(actor, project, occasion=None):
    """Served: 50,000 yuan to two people by the 20th."""
    facts = {"enterprise": "样例", "project": project.name, "findings": "拖欠工资。", "law": "条例第三条", "heard": "没有提出"}
    facts |= {"workers": 2, "amount": "50000", "comply_by": UNTIL}
    occasion = occasion or Occasion(project_id=project.pk, project_name=project.name)
    return documents.served(actor, kind=ADMIN_DECISION, addressee=project.general_contractor, facts=facts, occasion=occasion)


def change(actor, paper, **fields):
    Instrument.objects.visible_to(actor).filter(pk=paper.pk).update(**fields)


@pytest.mark.parametrize(("days", "level"), [(0, None), (1, Level.RED)])
def test_a_decision_is_red_on_the_day_after_its_term(inside, tree, project, days, level):
    paper = decision(inside, project)
    evidence = found(tree, UNTIL + days * DAY)
    assert (evidence and w54.grade(evidence, LIMITS)) == level
    if evidence:
        assert (evidence["number"], evidence["papers"], evidence["decisions"]) == (paper.number, 1, 1)
        assert str(w54.affected(evidence)) == "Affected(people=2, amount=Decimal('50000.00'))"
        assert "应于 2026-11-20 前履行，已超 1 天" in w54.explain(evidence, LIMITS) and "还有 2 人、50,000 元没有付清" in w54.explain(evidence, LIMITS)
        assert len(w54.headline(evidence)) <= 40 and any("保证金" in step for step in w54.remedy(evidence))


def test_an_answer_and_a_payment_out_of_the_deposit_perform_it_from_their_day(inside, tree, project):
    late, paper = UNTIL + 5 * DAY, decision(inside, project)
    change(inside, paper, state="replied", replied_on=late)
    assert found(tree, late) is None and found(tree, late - DAY)["days_over"] == 4
    change(inside, paper, state="overdue", replied_on=None)
    make_drawdown(make_deposit(project), instrument=paper, paid_on=late, served_on=paper.served_on, comply_by=UNTIL, notified_on=UNTIL + DAY)
    assert found(tree, late) is None and found(tree, late - DAY) is not None
    change(inside, paper, state="withdrawn")
    assert found(tree, late - DAY) is None


def test_a_decision_about_a_case_is_about_those_who_are_not_paid_and_performed_by_the_last_payment(inside, tree, project):
    """Two of 8,000 and 5,000 yuan: one is paid in time, the other in two parts, the last fen five days late."""
    case = make_case(inside, project, on=UNTIL - 30 * DAY)
    first, second = verify(inside, lines_of(inside, case)[0], 8000), verify(inside, make_line(inside, case), 5000)
    decision(inside, project, Occasion("cases.Case", str(case.uid), str(case), project.pk, project.name))
    late = UNTIL + 5 * DAY
    pay(inside, first, 8000, on=UNTIL)
    evidence = found(tree, UNTIL + DAY)
    assert (evidence["people"], evidence["amount"]) == (1, "5000.00") and "还有 1 人、5,000 元没有付清" in w54.explain(evidence, LIMITS)
    pay(inside, second, Decimal("4999.99"), on=late)
    assert found(tree, late)["amount"] == "0.01"
    pay(inside, lines_of(inside, case)[1], Decimal("0.01"), on=late + DAY)
    assert found(tree, late)["amount"] == "0.01" and found(tree, late + DAY) is None


def test_another_organs_decision_counts_where_the_deposit_is_used_for_it(inside, tree, project):
    paper = make_decision(project, on=UNTIL + DAY)
    drawdown = make_drawdown(make_deposit(project), incoming=paper.incoming, decision_number=paper.number, served_on=paper.served_on, comply_by=paper.comply_by)
    assert found(tree, UNTIL) is None
    evidence = found(tree, UNTIL + DAY)
    assert (evidence["number"], evidence["people"], evidence["amount"]) == (paper.number, 2, "50000.00")
    DepositDrawdown.objects.visible_to(inside).filter(pk=drawdown.pk).update(state="cancelled")
    assert found(tree, UNTIL + DAY) is None


def test_an_order_ends_with_its_problems(inside, tree, project):
    until = clock.today() + 5 * DAY
    documents.organ_of(inside)
    check = make.check(inside, make_employer(tree.county, project.general_contractor), project=project)
    check = make.concluded(inside, check, bad=(2, 3), rectify_by=until)
    facts = {"enterprise": "样例", "project": project.name, "check_on": until - 9 * DAY, "findings": "一．合同不全。", "reply_by": until}
    occasion = Occasion("projects.SiteInspection", str(check.uid), "检查", project.pk, project.name)
    documents.served(inside, kind=ORDER, addressee=project.general_contractor, facts=facts, occasion=occasion)
    assert found(tree, until) is None
    evidence = found(tree, until + DAY)
    assert (evidence["papers"], evidence["decisions"]) == (1, 0) and w54.affected(evidence) == Affected()
    assert w54.grade(evidence, LIMITS) == Level.RED
    assert "限期改正指令书" in w54.headline(evidence) and "处理决定" not in w54.explain(evidence, LIMITS)
    problems = InspectionFinding.objects.writable_by(inside).filter(inspection=check)
    first, second = problems.order_by("number")
    problems.filter(pk=first.pk).update(state="cleared", cleared_on=until)
    assert found(tree, until + DAY) is not None
    problems.filter(pk=second.pk).update(state="cleared", cleared_on=until + 2 * DAY)
    assert found(tree, until + 2 * DAY) is None and found(tree, until + DAY) is not None


def test_a_neighbour_is_not_asked(inside, tree, project):
    decision(inside, project)
    assert w54.find([tree.neighbour.pk], UNTIL + DAY, LIMITS) == []
