"""Who learns what from scans, the ladder and proposals."""

import datetime as dt
from dataclasses import replace

import pytest

from earlywarning.actions.assign import assign_warnings
from earlywarning.actions.handle import propose_false_alarm
from earlywarning.actions.report_warning import Report, report_warning
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.run_hours import run_hours
from earlywarning.actions.scan import scan
from earlywarning.enums import WarningSource
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


@pytest.fixture
def site(tree, contractor):
    with acting(system_actor()):
        return make_project(tree.county, "样例安置房", general_contractor=Organisation.objects.get(pk=contractor.organisation_id))


def test_one_that_grew_is_told_to_the_firm_the_department_and_the_inspectors_and_one_that_did_not_is_not(
    site, rule, contractor, industry_officer, county_inspector, at, day
):
    for later, people in enumerate((12, 13, 25)):  # yellow, yellow, red
        rule.rows.clear()
        rule.says(site, people)
        scan((rule,), on=day + dt.timedelta(days=later), at=at + dt.timedelta(days=later))
    deliver(at)
    new, grown = "样例安置房有新预警：样例规则", "样例安置房的预警升为红色：样例规则"
    assert titles(contractor) == titles(industry_officer) == [new, grown]
    assert titles(county_inspector) == ["新增预警 1 条：黄 1", grown]


def test_what_inaction_raised_is_told_to_the_firm_too(site, contractor, day, at):
    with acting(system_actor()):
        make_warning(site, on=day, level="yellow")
    run_clearance(on=day + dt.timedelta(days=20), at=at, today=day + dt.timedelta(days=20))
    deliver(at)
    assert titles(contractor) == ["样例安置房的预警升为红色：样例规则"]


def test_a_subcontractor_learns_of_its_own_sheets_alone(site, rule, contractor, subcontractor, day, at):
    rule.says(site, 20, subcontractor_id=subcontractor.organisation_id)
    rule.says(site, 25)
    scan((rule,), on=day, at=at)
    deliver(at)
    assert "共 2 条" in Notice.objects.of(contractor).get().text and "共 1 条" in Notice.objects.of(subcontractor).get().text


@pytest.mark.parametrize(("level", "told"), [("blue", 0), ("yellow", 1)])
def test_what_somebody_reported_is_told_to_the_firm_like_what_a_rule_found(site, contractor, county_inspector, at, level, told):
    report = Report(WarningSource.RAISED, level, "木工班组没有发", "走访时木工班组说十月没有发。", at.date())
    with acting(county_inspector):
        report_warning(actor=county_inspector, project=site, report=report, at=at)
    deliver(at)
    assert titles(contractor) == ["样例安置房有新预警：木工班组没有发"] * told
    with acting(county_inspector):
        report_warning(actor=county_inspector, project=site, report=replace(report, level="red"), at=at + dt.timedelta(hours=1))
    deliver(at)
    assert titles(contractor)[told:] == ["样例安置房的预警升为红色：木工班组没有发"]


def test_a_red_one_waits_from_the_hour_in_which_it_became_red(project, rule, county_inspector, day, at):
    """Yellow for three days and red since this morning: nobody is late yet."""
    rule.says(project, 12)
    scan((rule,), on=day, at=at)
    red = at + dt.timedelta(days=3)
    rule.rows.clear()
    rule.says(project, 25)
    scan((rule,), on=red.date(), at=red)
    for later, late in ((dt.timedelta(hours=23, minutes=59), 0), (dt.timedelta(hours=24), 1)):
        assert run_hours(at=red + later, on=(red + later).date())["unanswered"] == late


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
