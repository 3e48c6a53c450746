"""The paper that opens a deposit: about this very project, served, with its own days; nobody types a number."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal as D

import pytest

from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.serve_instrument import serve_instrument
from portal.lib.clock import start_of
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from projects.deposits.actions.prepare_drawdown import Payee, prepare_drawdown
from projects.deposits.decisions import of_instrument, served_papers
from tests.make.deposits import make_decision
from tests.make.documents import organ_of
from tests.make.projects import make_deposit, make_project

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
AT = start_of(ON) + dt.timedelta(hours=10)
PAYEES = (Payee("样例工友甲", "110101199003070118", "6228480010000000018", D("50000.00")),)


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


@pytest.fixture
def project(inside, tree):
    return make_project(tree.county)


def test_only_a_paper_about_this_project_opens_it_and_what_the_portal_served_tells_its_own_days(inside, project, tree):
    organ_of(inside)
    made, other = make_deposit(project), make_project(tree.county, "样例别处")
    given = {"actor": inside, "deposit": made, "payees": PAYEES, "on": ON, "at": AT}
    typed = replace(make_decision(project), incoming=None)
    for decision, words in (
        (typed, "请选本平台送达的"),
        (make_decision(other), "没有关联本项目"),
        (make_decision(project, served_on=ON - 41 * DAY), "不能早于来文成文"),
    ):
        with pytest.raises(Refused, match=words):
            prepare_drawdown(decision=decision, **given)
    facts = {
        "enterprise": "样例",
        "project": project.name,
        "findings": "拖欠工资。",
        "law": "条例第三条",
        "heard": "你单位没有提出",
        "workers": 2,
        "amount": D(50000),
        "comply_by": ON - DAY,
    }
    occasion, then = Occasion(project_id=project.pk, project_name=project.name), AT - 10 * DAY
    paper = draft_instrument(
        actor=inside, kind="administrative_decision", addressees={"enterprise": project.general_contractor}, facts=facts, at=then, occasion=occasion
    )  # fmt: skip
    paper = issue_instrument(actor=inside, instrument=paper, at=then)
    assert "足额支付2名农民工工资共计50,000.00元" in paper.body and served_papers(inside, project) == [], "issued is not served"
    serve_instrument(actor=inside, instrument=paper, method="direct", served_on=then.date(), received_by="样例", at=then)
    decision = of_instrument(served_papers(inside, project)[0])
    assert (decision.number, decision.served_on, decision.comply_by) == (paper.number, ON - 10 * DAY, ON - DAY)
    with pytest.raises(Refused, match="不是本项目已送达的决定书"):
        prepare_drawdown(decision=replace(decision, comply_by=ON - 5 * DAY), **given)
    drawdown = prepare_drawdown(decision=decision, **given)
    assert (drawdown.instrument_id, drawdown.incoming_id, drawdown.decision_number) == (paper.pk, None, paper.number)
