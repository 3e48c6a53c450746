"""Who learns what from scans, the ladder and proposals."""

import datetime as dt

import pytest

from earlywarning.actions.assign import assign_warnings
from earlywarning.actions.handle import propose_false_alarm
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.scan import scan
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.models import Notice
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make.accounts import actor as make_actor
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project


def deliver(at):
    with acting(system_actor()) as system:
        assert deliver_messages(actor=system, at=at)["failed"] == 0


def titles(actor) -> list[str]:
    return list(Notice.objects.of(actor).order_by("id").values_list("title", flat=True))


def test_a_scan_tells_the_county_once_with_counts(tree, project, rule, county_inspector, neighbour_inspector, city_office, day, at):
    with acting(system_actor()):
        other = make_project(tree.county)
    rule.says(project, 20)
    rule.says(other, 10)
    scan((rule,), on=day, at=at)
    scan((rule,), on=day, at=at + dt.timedelta(hours=1))
    deliver(at)
    assert titles(county_inspector) == ["新增预警 2 条：红 1、黄 1"]
    assert titles(neighbour_inspector) == titles(city_office) == []


def test_the_contractors_wage_officer_learns_of_his_own_project(tree, rule, contractor, subcontractor, day, at):
    with acting(system_actor()):
        project = make_project(tree.county, "样例安置房", general_contractor=Organisation.objects.get(pk=contractor.organisation_id))
    rule.says(project, 20)
    rule.says(project, 10, month=dt.date(2026, 10, 1))
    scan((rule,), on=day, at=at)
    deliver(at)
    assert titles(contractor) == ["样例安置房有新预警：样例规则"]
    assert "共 2 条" in Notice.objects.of(contractor).get().text and titles(subcontractor) == []


@pytest.mark.parametrize(("late", "who"), [(-2, "inspector"), (-1, "inspector"), (1, "office"), (13, "leader")])
def test_each_rung_is_told_to_whom_the_ladder_names(tree, project, county_inspector, city_office, day, at, late, who):
    leader = make_actor("leader", region=tree.city)
    with acting(system_actor()):
        warning = make_warning(project, on=day)
    due = day + dt.timedelta(days=3)
    run_clearance(on=due + dt.timedelta(days=late - 1), at=at, today=day)
    deliver(at)
    Notice.objects.all().delete()
    run_clearance(on=due + dt.timedelta(days=late), at=at, today=day)
    deliver(at)
    told = {name for name, actor in (("inspector", county_inspector), ("office", city_office), ("leader", leader)) if titles(actor)}
    assert told == {who} if who != "leader" else {"office", "leader"}
    assert all(url == f"/warnings/{warning.uid}/" for url in Notice.objects.values_list("url", flat=True))


def test_a_reminder_goes_to_the_one_in_charge_and_to_all_when_nobody_is(tree, project, county_inspector, day, at):
    colleague = make_actor("inspector", region=tree.county)
    with acting(county_inspector):
        assign_warnings([make_warning(project, on=day)], actor=county_inspector, at=at, user_id=colleague.user_id)
        make_warning(project, on=day, rule="T02", title="另一条")
    run_clearance(on=day + dt.timedelta(days=1), at=at, today=day)
    deliver(at)
    assert [t for t in titles(county_inspector) if "提醒" in t] == ["提醒承办人：另一条"]
    assert [t for t in titles(colleague) if "提醒" in t] == ["提醒承办人：样例规则", "提醒承办人：另一条"]


def test_days_caught_up_at_once_tell_each_owner_the_highest_rung_alone(project, county_inspector, city_office, day, at):
    with acting(system_actor()):
        make_warning(project, on=day)
    run_clearance(on=day + dt.timedelta(days=8), at=at, today=day)
    deliver(at)
    assert titles(city_office) == ["约谈责任单位和主管部门：样例规则"]
    assert titles(county_inspector) == ["提醒承办人：样例规则", "提醒科（队）负责人：样例规则"]


def test_a_false_alarm_is_brought_to_somebody_else(tree, project, county_inspector, day, at):
    colleague = make_actor("inspector", region=tree.county)
    with acting(county_inspector):
        propose_false_alarm(make_warning(project, on=day), actor=county_inspector, at=at, reason="工资已发，回单漏导。")
    deliver(at)
    assert titles(colleague) == ["误报待复核：样例规则"] and titles(county_inspector) == []
