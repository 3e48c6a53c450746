"""Small and short works: fewer duties where the tenant's paper says so, never none, and the exemption table knows them."""

import datetime as dt
from decimal import Decimal

import pytest

from earlywarning.exemptions import KEY, exemptions_of
from portal.lib.calendars import WorkCalendar
from portal.tenancy.actors import system_actor
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import acting
from projects.actions.refresh_lamps import lamps_of
from projects.models import Project
from projects.policies_systems import SYSTEMS
from projects.queries.counts import project_strip
from projects.queries.waived import waived_gaps
from projects.systems import conclusion, matrix
from projects.systems.catalogue import BY_CODE
from projects.systems.keys import SIMPLE_WAIVED, SIMPLE_WORKS
from projects.systems.simple import KEPT, is_simple
from projects.tables import gaps
from tests.make import tenancy
from tests.make.projects import make_project

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


def works(**fields) -> Project:
    days = fields.pop("days", 29)
    return Project(**({"started_on": ON, "planned_end_on": ON + DAY * (days - 1), "contract_amount": Decimal("500000"), "site_kind": "scattered"} | fields))


@pytest.mark.parametrize(
    ("line", "fields", "simple"),
    [
        ({"days": 30}, {"days": 29}, True), ({"days": 30}, {"days": 30}, False), ({"days": 30}, {"planned_end_on": None}, False),
        ({"days": 30}, {"planned_end_on": None, "completed_on": ON}, True), ({"days": 30}, {"started_on": None, "contract_signed_on": ON - DAY}, False),
        ({"wan": 50}, {"contract_amount": Decimal("499999.99")}, True), ({"wan": 50}, {}, False), ({"wan": 50}, {"contract_amount": None}, False),
        ({"site": "scattered"}, {}, True), ({"site": "linear"}, {}, False),
        ({"days": 30, "wan": 51}, {}, True), ({"days": 30, "wan": 50}, {}, False), ({"days": 0, "wan": 0, "site": ""}, {}, False), ({}, {}, False),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_all_that_a_line_names_must_be_true_and_a_line_that_names_nothing_describes_nobody(tree, line, fields, simple):
    tenancy.policy_row(tree.county, SIMPLE_WORKS, [line])
    assert is_simple(works(**fields), PolicySet(tree.county, ON)) is simple


@pytest.mark.parametrize(
    "line",
    [
        {"days": 30},
        {"wan": 100},
        {"site": "scattered"},
        {"days": 30, "wan": 100},
        {"days": 30, "wan": 100, "site": "scattered"},
        {},
        {"days": 0, "wan": 0, "site": ""},
    ],
)
def test_the_list_the_strip_and_the_filter_leave_out_what_the_place_does_not_ask(tree, county_inspector, line):
    """Whatever is known of a project, the database says the same as the dossier; where the place waives nothing, all are asked."""
    tenancy.policy_row(tree.county, SIMPLE_WORKS, [line])
    tenancy.policy_row(tree.county, SIMPLE_WAIVED, ["account_opened", "deposit_stored", "officer"])
    fields = [
        {"started_on": started, "planned_end_on": ended, "contract_signed_on": signed, "contract_amount": amount, "site_kind": kind, "wage_officer_name": ""}
        for started in (None, ON)
        for signed in (None, ON - DAY)
        for ended in (None, ON + DAY * 28, ON + DAY * 29)
        for amount in (None, Decimal("999999.99"), Decimal("1000000"))
        for kind in ("scattered", "closed")
    ]
    with acting(county_inspector):
        own = [make_project(tree.county, **one) for one in fields]
        asked = {project.pk for project in own if not is_simple(project, PolicySet(tree.county, ON))}
        rows = Project.objects.visible_to(county_inspector)
        waived = waived_gaps(rows, ON)
        for gap in ("account", "deposit", "officer"):
            assert {row.pk for row in rows.lacking(gap, ON, waived)} == asked
        for row in rows.with_gaps(ON, waived):
            assert gaps(row) == (["劳资专管员", "专户", "保证金", "告示牌"] if row.pk in asked else ["告示牌"])
        strip = {part["label"]: part["value"] for part in project_strip(rows, ON, waived)}
    assert (strip["没有专户"], strip["没有保证金"]) == (len(asked), len(asked))


def test_a_neighbours_paper_waives_nothing_here(tree, county_inspector):
    tenancy.policy_row(tree.neighbour, SIMPLE_WORKS, [{"site": "closed"}])
    tenancy.policy_row(tree.neighbour, SIMPLE_WAIVED, ["deposit_stored"])
    with acting(system_actor()) as actor:
        here, there = (make_project(region, site_kind="closed") for region in (tree.county, tree.neighbour))
        rows = Project.objects.visible_to(actor)
        assert list(rows.lacking("deposit", ON, waived_gaps(rows, ON))) == [here] != [there]


def test_no_paper_waives_contract_name_or_wage():
    (offered,) = [{code for code, _ in key.choices} for key in SYSTEMS if key.key == SIMPLE_WAIVED]
    assert offered == set(BY_CODE) - KEPT and KEPT <= set(BY_CODE) and {"contracts", "registered", "paid"} <= KEPT


def test_what_is_waived_lights_no_lamp_asks_for_no_step_and_everything_else_stays(tree, county_inspector):
    tenancy.policy_row(tree.county, SIMPLE_WORKS, [{"wan": 100}])
    tenancy.policy_row(tree.county, SIMPLE_WAIVED, ["account_opened", "account_agreed", "account_filed", "account_named", "labour_cost", "board_photo"])
    with acting(county_inspector):
        small, large = (make_project(tree.county, contract_amount=Decimal(amount)) for amount in ("999999.99", "1000000"))
        rows = {project: {row.key: row for row in matrix(project, ON)} for project in (small, large)}
        summary = {row.project_id: row.marks for row in lamps_of([small, large], ON)}
    account = rows[small]["special_account"]
    assert account.is_waived and account.missing == () and account.established.text == "小额短期工程，本地不要求"
    assert "工资专用账户" not in conclusion(list(rows[small].values())) and "工资专用账户" in conclusion(list(rows[large].values()))
    assert rows[large]["special_account"].established.mark == "x" and not rows[large]["special_account"].is_waived
    assert rows[small]["notice_board"].established.mark == "x", "the board itself is asked for"
    assert rows[small]["real_name"] == rows[large]["real_name"]
    key = "five/special_account/built"
    assert (summary[small.pk][key], summary[large.pk][key]) == ("none", "x"), "coverage does not count it"


def test_a_part_that_is_waived_does_not_keep_the_rest_from_green(tree, county_inspector):
    tenancy.policy_row(tree.county, SIMPLE_WORKS, [{"wan": 100}])
    tenancy.policy_row(tree.county, SIMPLE_WAIVED, ["platform"])
    with acting(county_inspector):
        small, large = (make_project(tree.county, contract_amount=Decimal(amount), uploaded_on=None) for amount in ("999999.99", "1000000"))
        assert [matrix(project, ON)[0].established.mark for project in (small, large)] == ["ok", "half"]


@pytest.mark.parametrize(("amount", "reason"), [("999999.99", "小额短期工程"), ("1000000", "")])
@pytest.mark.django_db
def test_the_exemption_table_lets_a_rule_rest_for_them(tree, amount, reason):
    tenancy.policy_row(tree.county, SIMPLE_WORKS, [{"wan": 100}])
    tenancy.policy_row(tree.county, KEY, [{"rules": "W01、W34", "when": "simple", "days": 0}])
    table = exemptions_of(PolicySet(tree.county, ON), ON, WorkCalendar.from_rows([]))
    assert table.reason("W34", works(contract_amount=Decimal(amount))) == reason and table.reason("W12", works(contract_amount=Decimal(amount))) == ""
