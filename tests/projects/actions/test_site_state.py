"""The life of a site: every state × move × role, dated rows in step with the project."""

import datetime as dt

import pytest

from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor, acting
from portal.workflow.door import available
from projects.actions.change_site_state import change_site_state
from projects.actions.lift_hold import lift_hold
from projects.actions.place_hold import place_hold
from projects.enums import ProjectState
from projects.models import Project, SiteState
from projects.workflow import SITE_MOVES
from tests.make.accounts import again
from tests.make.projects import make_project

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
ON = AT.date()
REPORTING = {Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR}
CONFIRMING = {Role.OFFICE, Role.INSPECTOR}


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county, started_on=dt.date(2026, 6, 1))


def change(actor, project, verb, on=ON, **fields):
    fields.setdefault("reason", "样例原因")
    return change_site_state(actor=actor, project=project, verb=verb, on=on, at=AT, **fields)


@pytest.mark.parametrize("state", ProjectState.values)
@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_exactly_the_moves_of_the_table(state, role):
    somebody = Actor(uid=None, username="x", name="样例", role=role)
    expected = {step.verb for step in SITE_MOVES if state in step.sources and role in (REPORTING if step.right == "projects.report_state" else CONFIRMING)}
    assert {step.verb for step in available(Project(state=state), somebody)} == expected


def test_the_table_reaches_every_state_and_leaves_every_state_but_none_twice_by_one_verb():
    reached = {step.target for step in SITE_MOVES}
    assert reached == set(ProjectState.values) - {ProjectState.PREPARING}
    assert {source for step in SITE_MOVES for source in step.sources} == set(ProjectState.values)
    assert len({step.verb for step in SITE_MOVES}) == len(SITE_MOVES)


def test_states_are_dated_rows_without_gap(site, county_inspector):
    change(county_inspector, site, "winter", dt.date(2026, 11, 1), reason="冬歇", proof="停工通知", expected_resumption_on=dt.date(2027, 3, 1))
    project = change(county_inspector, site, "resume", dt.date(2026, 11, 10))
    rows = list(SiteState.objects.of(site).order_by("since").values_list("state", "since", "until"))
    assert rows == [
        ("under_construction", dt.date(2026, 6, 1), dt.date(2026, 11, 1)),
        ("winter_break", dt.date(2026, 11, 1), dt.date(2026, 11, 10)),
        ("under_construction", dt.date(2026, 11, 10), None),
    ]
    assert project.state == "under_construction"


def test_a_move_that_is_not_possible_now_is_refused_in_words(site, county_inspector):
    with pytest.raises(Refused, match="现在是“在建”，不能“复工”"):
        change(county_inspector, site, "resume")
    assert SiteState.objects.of(site).count() == 1


@pytest.mark.parametrize("verb", ["stop", "winter", "holiday"])
def test_a_stoppage_needs_its_reason(site, county_inspector, verb):
    with pytest.raises(Refused, match="请写明停工原因"):
        change(county_inspector, site, verb, reason=" ")


def test_the_future_is_not_reported(site, county_inspector):
    with pytest.raises(Refused, match="不能晚于今天"):
        change(county_inspector, site, "stop", ON + dt.timedelta(days=1))


def test_a_state_does_not_begin_before_the_one_it_ends(site, county_inspector):
    with pytest.raises(Refused, match="日期不能更早"):
        change(county_inspector, site, "stop", dt.date(2026, 5, 31))
    assert change(county_inspector, site, "stop", dt.date(2026, 6, 1)).state == "stopped"


def test_work_is_not_expected_to_resume_before_it_stops(site, county_inspector):
    with pytest.raises(Refused, match="不能早于停工日期"):
        change(county_inspector, site, "stop", ON, expected_resumption_on=ON - dt.timedelta(days=1))


def test_start_and_completion_date_the_project(county_inspector, tree):
    with acting(county_inspector):
        project = make_project(tree.county, started_on=None)
        project = change(county_inspector, project, "start", dt.date(2026, 7, 1), reason="")
        assert project.started_on == dt.date(2026, 7, 1)
        project = change(county_inspector, project, "complete", dt.date(2026, 10, 1))
        assert project.completed_on == dt.date(2026, 10, 1)
        assert change(county_inspector, project, "reopen").completed_on is None


def test_a_hold_keeps_a_project_from_being_called_settled(site, county_inspector):
    change(county_inspector, site, "complete", dt.date(2026, 11, 1))
    hold = {"actor": county_inspector, "project": site, "kind": "open_case", "source_uid": "7", "at": AT}
    first = place_hold(source_type="cases.Case", reason="案件 AJ-7 在办", **hold)
    assert place_hold(source_type="cases.Case", reason="再放一次", **hold) == first
    with pytest.raises(Refused, match="案件 AJ-7 在办"):
        change(county_inspector, site, "settle")
    assert lift_hold(**hold) == 1
    assert lift_hold(**hold) == 0
    assert change(county_inspector, site, "settle").state == "settled"


def test_a_hold_that_has_run_out_holds_no_more(site, county_inspector):
    change(county_inspector, site, "complete", dt.date(2026, 11, 1))
    place_hold(actor=county_inspector, project=site, kind="other", source_type="x", source_uid="1", reason="临时", at=AT, until=ON - dt.timedelta(days=1))
    assert change(county_inspector, site, "settle").state == "settled"


def test_a_contractor_reports_and_does_not_confirm(county_inspector, contractor, tree):
    with acting(county_inspector):
        project = make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.organisation_id))
    contractor = again(contractor)
    with acting(contractor):
        done = change(contractor, project, "complete")
        assert done.state == "completed_unsettled"
        with pytest.raises(Refused, match="没有“确认结清”的权限"):
            change(contractor, done, "settle")


def test_each_move_is_recorded_with_its_day_and_proof(site, county_inspector):
    change(county_inspector, site, "stop", ON, reason="资金不到位", proof="停工报告")
    entry = Entry.objects.get(verb="projects.project.stop")
    assert (entry.detail["from"], entry.detail["to"], entry.detail["note"], entry.detail["proof"]) == (
        "under_construction",
        "stopped",
        "资金不到位",
        "停工报告",
    )
