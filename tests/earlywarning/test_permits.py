"""W38 without a project: the permit itself is under the clock, on the desk and in the list of the clearance."""

import datetime as dt

import pytest
from django.urls import reverse

from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.run_hours import run_hours
from earlywarning.actions.scan import scan
from earlywarning.models import ClearanceItem
from portal.lib import clock
from portal.notices.digest import due_of
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.actions.match_permit import match_permit, release_permit, rule_out_permit
from projects.models import PermitEntry
from projects.rules import w01_account_missing as w01
from projects.rules import w38_not_on_platform as w38
from tests.make.tenancy import policy_row


def permit(region, issued_on, number="140321202603010104"):
    with acting(system_actor()):
        return PermitEntry.objects.create(
            region=region, permit_number=number, project_name="样例漏登工程", issued_on=issued_on, recorded_by="张三", recorded_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        )  # fmt: skip


def follow(day, at, *rules):
    scan(rules or (w38,), on=day, at=at)
    actor = system_actor()
    with acting(actor):
        rows = ClearanceItem.objects.visible_to(actor).order_by("pk")
        return [(row.level, (row.due_on - day).days, row.state, row.project_name, row.stage) for row in rows]


@pytest.mark.parametrize(("age", "level", "term"), [(30, "blue", 10), (31, "yellow", 5)])
def test_a_permit_without_a_file_is_under_the_clock_with_the_term_of_its_level(tree, day, at, age, level, term):
    permit(tree.county, day - dt.timedelta(days=age))
    wanted = [(level, term, "open", "样例漏登工程", "待核实")]
    assert follow(day, at) == wanted
    assert follow(day, at) == wanted, "a repeat changes nothing"


def test_other_rules_leave_the_permits_alone(tree, day, at):
    permit(tree.county, day - dt.timedelta(days=31))
    assert follow(day, at, w01) == []


def test_a_tenant_that_clears_no_yellow_warnings_has_no_clock_on_yellow_permits(tree, day, at):
    policy_row(tree.county, "clearance.objects", ["red", "lead"], valid_from=dt.date(2026, 1, 1))
    permit(tree.county, day - dt.timedelta(days=31))
    assert follow(day, at) == []


def test_a_permit_that_ages_becomes_yellow_and_never_gets_a_longer_term(tree, day, at):
    permit(tree.county, day - dt.timedelta(days=30))
    assert follow(day, at)[0][:2] == ("blue", 10)
    assert follow(day + dt.timedelta(days=1), at)[0][:2] == ("yellow", 5), "the shorter term of the graver level"
    late = permit(tree.county, day - dt.timedelta(days=20), "2")
    follow(day, at)
    assert follow(day + dt.timedelta(days=11), at)[1][:2] == ("yellow", -1), "ten days were given and ten days it keeps"
    assert late.issued_on == day - dt.timedelta(days=20)


def test_it_is_cleared_within_minutes_of_its_file_or_of_the_reason_why_it_needs_none(tree, day, at, project, county_inspector):
    known, needless = permit(tree.county, day, "1"), permit(tree.county, day, "2")
    follow(day, at)
    with acting(county_inspector):
        match_permit(actor=county_inspector, entry=known, project=project)
    assert run_hours(at=at, on=day)["permits"] == 1
    with acting(county_inspector):
        rule_out_permit(actor=county_inspector, entry=needless, reason="许可已撤销")
    assert [state for _, _, state, _, _ in follow(day, at)] == ["cleared", "cleared"], "the night's scan lets go too"
    assert run_hours(at=at, on=day)["permits"] == 0


def test_one_that_lost_its_file_or_its_reason_begins_anew_with_a_fresh_term_and_from_the_ground(tree, day, at, project, county_inspector):
    found = permit(tree.county, day - dt.timedelta(days=31))
    follow(day, at)
    late = day + dt.timedelta(days=6)
    assert run_clearance(on=late, at=at, today=late)["escalated"] == 3
    with acting(county_inspector):
        match_permit(actor=county_inspector, entry=found, project=project)
    assert [row[2] for row in follow(late, at)] == ["cleared"]
    with acting(county_inspector):
        release_permit(actor=county_inspector, entry=found, reason="对错了项目")
    assert run_hours(at=at, on=late)["permits"] == 0
    assert follow(late, at) == [("yellow", 5, "open", "样例漏登工程", "待核实")] == follow(late, at), "once, however often"
    with acting(county_inspector):
        item = ClearanceItem.objects.visible_to(county_inspector).get()
    assert (item.step, item.cleared_on, item.started_on) == (0, None, late)


def test_inaction_climbs_the_ladder_like_any_matter(tree, day, at):
    permit(tree.county, day - dt.timedelta(days=31))
    follow(day, at)
    late = day + dt.timedelta(days=6)
    assert run_clearance(on=late, at=at, today=late)["escalated"] == 3


def test_the_county_finds_it_in_its_list_on_its_desk_and_in_the_morning_and_the_neighbour_does_not(tree, at, county_inspector, neighbour_inspector, client_of):
    today = clock.today()
    found = permit(tree.county, today - dt.timedelta(days=31))
    follow(today, at)
    address = reverse("permit", args=[found.uid])
    for actor, sees in ((county_inspector, True), (neighbour_inspector, False)):
        client = client_of(actor)
        for page in (reverse("clearance_desk"), f"{reverse('clearance_desk')}?kind=permit", "/"):
            assert (address in client.get(page).content.decode()) is sees
        with acting(actor):
            told = [due.url for due in due_of(actor, today + dt.timedelta(days=5)) if due.url == address]
        assert bool(told) is sees
    with acting(county_inspector):
        item = ClearanceItem.objects.visible_to(county_inspector).get()
    page = client_of(county_inspector).get(reverse("clearance_item", args=[item.uid])).content.decode()
    assert address in page and "许可未建档" in page


def test_whoever_only_reads_the_desk_is_not_told_to_handle(tree, at, county_inspector, auditor, client_of):
    permit(tree.county, clock.today() - dt.timedelta(days=31))
    follow(clock.today(), at)
    assert ">核实</a>" in client_of(county_inspector).get("/").content.decode()
    page = client_of(auditor).get("/").content.decode()
    assert ">查看</a>" in page and ">核实</a>" not in page
