"""The checklists of the notices: what each line asks for, what a tenant completes, and the shortest way to green."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.checklists import CHECKLISTS, in_use
from projects.proof_kinds import ProofKind
from projects.systems import Judged, gather
from projects.systems.catalogue import BY_CODE, ELEMENTS
from projects.systems.lamps import OK, UNKNOWN, Lamp, Missing, SystemRow
from projects.systems.mechanism import built_mark, runs_mark
from projects.systems.remedies import next_green, plan
from tests.make import tenancy
from tests.make.projects import make_account, make_boards, make_deposit, make_party, make_project, make_proof

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


def lamp(project, code, on=ON):
    return Judged(gather(project, on)).lamp(BY_CODE[code])


def rows_of(project, code, on=ON):
    judged = Judged(gather(project, on))
    return {item.key: judged.row(item) for item in CHECKLISTS[code].items}


def test_every_element_is_there_once_and_every_list_asks_for_known_ones():
    assert len(BY_CODE) == len(ELEMENTS)
    assert {code for code, found in CHECKLISTS.items() if len({item.key for item in found.items}) != len(found.items)} == set()
    assert {code: len(found.items) + found.open_items for code, found in CHECKLISTS.items()} == {
        "five": 5, "further": 4, "luzhou": 14, "xiqing": 9, "yangquan5": 5, "yangquan7": 7, "luqu": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "built", "runs"),
    [
        (["ok", "ok"], "ok", "ok"), (["ok", "x"], "half", "x"), (["x", "x"], "x", "x"), (["ok", "half"], "half", "half"), (["ok", "none"], "ok", "none"),
        (["none", "none"], "none", "none"), (["half"], "half", "half"), (["x", "none"], "x", "x"), (["half", "none"], "half", "half"),
    ],
)  # fmt: skip
def test_parts_make_a_lamp(marks, built, runs):
    assert (built_mark(marks), runs_mark(marks)) == (built, runs)


def test_a_tenant_has_its_own_lists_in_its_own_order(tree):
    def lists():
        return [found.code for found in in_use(PolicySet(tree.county, ON))]

    assert lists() == ["five", "further"]
    tenancy.policy_row(tree.city, "projects.checklists", ["yangquan7", "five"])
    assert lists() == ["yangquan7", "five"]
    tenancy.policy_row(tree.county, "projects.checklist_own", [{"title": "本县加查", "element": "permit"}, {"title": "本县加查", "element": "funds"}])
    assert lists() == ["yangquan7", "five", "own"]
    (own,) = in_use(PolicySet(tree.county, ON))[-1].items
    assert own.title == "本县加查" and [element.code for element in own.elements] == ["permit", "funds"]


def test_lines_the_notice_does_not_name_are_asked_for_and_never_made_up(tree):
    tenancy.policy_row(tree.county, "projects.checklists", ["xiqing"])
    tenancy.policy_row(tree.county, "projects.checklist_open_items", None)
    (found,) = in_use(PolicySet(tree.county, ON))
    assert found.is_open and len(found.items) == 6
    tenancy.policy_row(tree.neighbour, "projects.checklists", ["xiqing"])
    tenancy.policy_row(tree.neighbour, "projects.checklist_open_items", ["entrusted", "payment_guarantee", "settlement"])
    (found,) = in_use(PolicySet(tree.neighbour, ON))
    assert not found.is_open and [item.title for item in found.items[6:]] == ["委托代发协议", "工程款支付担保", "施工过程结算"]


@pytest.mark.parametrize(
    ("fields", "started", "mark", "late"),
    [
        ({"permit_number": ""}, True, "x", True),
        ({"permit_number": ""}, False, "half", False),
        ({}, True, "ok", None),
        ({"needs_permit": False, "permit_number": ""}, True, "ok", None),
    ],
)
def test_a_permit_comes_before_the_works(inside, tree, fields, started, mark, late):
    begun = ON - DAY if started else ON + DAY
    project = make_project(tree.county, started_on=begun, **fields)
    found = lamp(project, "permit")
    assert found.mark == mark and (not found.missing or found.missing[0].is_late is late)


def test_funds_and_guarantee_are_papers(inside, tree):
    project = make_project(tree.county)
    assert [lamp(project, code).mark for code in ("funds", "payment_guarantee", "guarantee_valid")] == ["x", "x", "none"]
    make_proof(project, ProofKind.FUNDS, amount=Decimal("20000000"))
    paper = make_proof(project, expires_on=ON + 31 * DAY)
    assert [lamp(project, code).mark for code in ("funds", "payment_guarantee", "guarantee_valid")] == ["ok", "ok", "ok"]
    assert [lamp(project, "guarantee_valid", ON + days * DAY).mark for days in (1, 31, 32)] == ["half", "half", "x"]
    make_proof(project, expires_on=ON + 400 * DAY)  # the one that lasts longest counts
    assert lamp(project, "guarantee_valid", ON + 32 * DAY).mark == "ok"
    paper.refresh_from_db()
    assert lamp(project, "payment_guarantee", paper.signed_on - DAY).mark == "x"


def test_interim_settlement_keeps_step_with_its_cycle(inside, tree):
    started = dt.date(2026, 6, 15)
    project = make_project(tree.county, started_on=started)
    assert lamp(project, "settlement", dt.date(2026, 9, 15)).mark == UNKNOWN
    assert lamp(project, "settlement", dt.date(2026, 9, 16)).mark == "x"
    make_proof(project, ProofKind.INTERIM_SETTLEMENT, signed_on=dt.date(2026, 9, 20), period_from=started, period_to=dt.date(2026, 9, 15))
    found = {
        on: lamp(project, "settlement_current", on).mark for on in (dt.date(2026, 12, 15), dt.date(2026, 12, 16), dt.date(2027, 3, 15), dt.date(2027, 3, 16))
    }
    assert list(found.values()) == ["ok", "half", "half", "x"]
    tenancy.policy_row(tree.county, "projects.settlement_cycle_months", 1, valid_from=dt.date(2026, 1, 1))
    assert lamp(project, "settlement_current", dt.date(2026, 10, 15)).mark == "ok"
    assert lamp(project, "settlement_current", dt.date(2026, 10, 16)).mark == "half"


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({"labour_cost_amount": 1, "labour_cost_cycle_months": 1}, "ok"),
        ({"labour_cost_share": "0.2", "labour_cost_cycle_months": 2}, "half"),
        (dict.fromkeys(("labour_cost_share", "labour_cost_cycle_months")), "x"),
    ],
)
def test_the_contract_names_labour_cost_and_a_cycle_of_a_month(inside, tree, fields, mark):
    assert lamp(make_project(tree.county, **fields), "labour_terms").mark == mark


@pytest.mark.parametrize(("age", "mark"), [(7, "ok"), (8, "half"), (14, "half"), (15, "x")])
def test_attendance_is_fresh_for_a_week(inside, tree, age, mark):
    project = make_project(tree.county)
    assert lamp(project, "attendance").mark == "x"
    value = facts.coverage(on_site=1, registered=1, with_contract=1, attendance_days=3, last_attendance_on=ON - age * DAY)
    post_fact(project_id=project.pk, region_id=project.region_id, item="coverage", value=value, on=ON, source="考勤")
    assert lamp(project, "attendance").mark == mark
    project.state = "stopped"
    assert lamp(project, "attendance").mark == UNKNOWN


def test_what_several_lists_miss_is_one_step_and_what_is_late_comes_first(inside, tree):
    project = make_project(tree.county, contract_signed_on=ON - 60 * DAY, permit_issued_on=ON, wage_officer_name="")
    judged = Judged(gather(project, ON))
    rows = [judged.row(item) for code in ("five", "luzhou", "yangquan7") for item in CHECKLISTS[code].items]
    steps = plan(rows)
    assert steps[0].act == "open_account" and steps[0].is_late
    assert [step.text for step in steps if step.waits] == ["签订三方协议", "专户备案"]
    assert len([step for step in steps if step.act == "contacts"]) == 1
    assert len({(step.act, step.target, step.text) for step in steps}) == len(steps)
    officer = next(step for step in steps if step.act == "contacts")
    assert set(officer.serves) == {"实名制管理", "（一）2 配备劳资专管员，审核工资支付表"}


def test_the_step_that_finishes_a_system_says_so():
    done = Lamp(OK, "")
    one = SystemRow("a", "甲", "", Lamp("x", "", missing=(Missing("办甲", "总包", act="a"),)), done)
    two = SystemRow("b", "乙", "", Lamp("x", "", missing=(Missing("办甲", "总包", act="a"), Missing("办乙", "总包", act="b"))), done)
    steps = plan([one, two])
    assert [(step.text, step.finishes) for step in steps] == [("办甲", ("甲",)), ("办乙", ())]
    assert [(title, len(waiting)) for title, waiting in next_green([one, two], steps)] == [("甲", 1), ("乙", 2)]


def test_lines_of_two_lists_with_one_name_are_finished_together():
    done = Lamp(OK, "")
    five = SystemRow("a", "实名制管理", "", Lamp("x", "", missing=(Missing("办甲", "总包", act="a"), Missing("办乙", "总包", act="b"))), done)
    local = SystemRow("2", "实名制管理", "", Lamp("x", "", missing=(Missing("办甲", "总包", act="a"),)), done)
    assert {step.text: step.finishes for step in plan([five, local])} == {"办甲": (), "办乙": ()}, "办甲 alone finishes the local line and not the national one"


def test_the_plan_carried_out_leaves_nothing_to_do(inside, tree):
    """Every step of the plan of a bare project, taken as it says, turns every lamp of every list green or silent."""
    project = make_project(
        tree.county, contract_signed_on=ON - 20 * DAY, permit_issued_on=ON - 10 * DAY, started_on=ON - 5 * DAY, uploaded_on=ON, labour_cost_amount=1,
        labour_cost_cycle_months=1,
    )  # fmt: skip
    party = make_party(project)
    acts = {step.act for step in plan(row for code in CHECKLISTS for row in rows_of(project, code).values())}
    assert acts == {
        "open_account",
        "account_agreement",
        "account_filing",
        "party_agreement",
        "store_deposit",
        "put_up_board",
        "record_proof",
        "roster",
        "attendance",
    }
    make_account(project, uploaded_on=ON)
    party.entrusted_agreement_on = ON
    party.save()
    make_deposit(project, agreement_filed_on=ON, uploaded_on=ON)
    make_boards(project)
    make_proof(project, expires_on=ON + 400 * DAY)
    make_proof(project, ProofKind.FUNDS)
    value = facts.coverage(on_site=5, registered=5, with_contract=5, attendance_days=3, last_attendance_on=ON)
    post_fact(project_id=project.pk, region_id=project.region_id, item="coverage", value=value, on=ON, source="考勤")
    rows = [row for code in CHECKLISTS for row in rows_of(project, code).values()]
    assert plan(rows) == []
    assert {row.title for row in rows if row.established.mark not in (OK, UNKNOWN) or row.operating.mark not in (OK, UNKNOWN)} == set()
