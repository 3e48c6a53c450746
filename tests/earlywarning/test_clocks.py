"""Hours instead of days, pauses, days off, head-counts, letters, the two rates; and the rehearsal of a ladder."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from earlywarning.actions.escalate import due_rungs
from earlywarning.actions.keep_clock import open_lead_clock
from earlywarning.actions.keep_duty import put_on_duty, take_off_duty
from earlywarning.actions.pause_item import pause_item, resume_item
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.run_hours import run_hours
from earlywarning.due import letters_of_the_ladder
from earlywarning.models import ClearanceDay, ClearanceItem, DutyShift, Escalation, WarningEvent
from earlywarning.queries.ranking import ranking
from earlywarning.replay import day_of_rung, rehearsed, replay
from earlywarning.terms import effective_day, hour_rungs_due
from portal.accounts.models import User
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices.models import Notice
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.earlywarning.test_announcements import deliver, titles
from tests.make import tenancy
from tests.make.accounts import actor as make_actor
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.tenancy import policy_row

HOUR = dt.timedelta(hours=1)
LADDER = [{"hour": 0}, {"hour": 2}, {"hour": 24}]


def item(**wanted) -> ClearanceItem:
    actor = system_actor()
    with acting(actor):
        return ClearanceItem.objects.visible_to(actor).get(**wanted)


def warned(project, day, level="red", **fields):
    with acting(system_actor()):
        return make_warning(project, level=level, on=day, **fields)


@pytest.mark.parametrize(("hours", "taken", "due"), [(0, 0, [0]), (1.99, 1, []), (2, 1, [2]), (24, 3, [24]), (30, 25, [])])
def test_rungs_in_hours_are_reached_at_the_full_hour(hours, taken, due):
    start = dt.datetime(2026, 11, 20, 22, tzinfo=dt.UTC)
    assert [rung["hour"] for rung in hour_rungs_due(start, taken, LADDER, start + hours * HOUR)] == due


class TestHours:
    def test_a_child_on_the_site_has_hours_through_night_and_holiday(self, tree, project, county_inspector, city_office, day):
        """Opened on the eve of the Spring Festival; the officer on duty is told as well."""
        eve = dt.date(2026, 2, 16)
        duty = make_actor("office", region=tree.county)
        with acting(county_inspector):
            put_on_duty(actor=county_inspector, region=tree.county, user=_user(duty), first=eve, last=eve + dt.timedelta(days=6), on=eve - dt.timedelta(days=2))
        warned(project, eve, rule="W25")
        found = item()
        assert found.due_at - found.hours_from == 24 * HOUR and found.due_on == eve
        start = found.hours_from
        assert run_hours(at=start, on=eve)["escalated"] == 1
        assert run_hours(at=start + 2 * HOUR, on=eve)["escalated"] == 1
        assert run_hours(at=start + 2 * HOUR, on=eve)["escalated"] == 0
        deliver(start + 3 * HOUR)
        assert any("到现场" in title for title in titles(duty))
        run_clearance(on=eve + dt.timedelta(days=1), at=start, today=eve)
        assert item().step == 0, "the ladder of days leaves it alone"

    def test_a_lower_level_of_the_same_rule_runs_in_days(self, project, day):
        warned(project, day, "yellow", rule="W25")
        assert item().hours_from is None and item().due_on == day + dt.timedelta(days=5)

    def test_what_the_police_hands_over_has_hours(self, tree, at):
        system = system_actor()
        with acting(system):
            found = open_lead_clock(
                actor=system, subject_uid="11111111-1111-4111-8111-111111111111", region=tree.county, title="公安转来", on=at.date(), project_id=None,
                project_name="", people=3, amount=None, stage="待受理", urgent_from=at,
            )  # fmt: skip
        assert found.due_at == at + 24 * HOUR

    @pytest.mark.parametrize(("hours", "told"), [(23.99, 0), (24, 1)])
    def test_a_red_warning_nobody_took_up_is_told_once(self, project, city_office, day, hours, told):
        warned(project, day)
        start = clock.start_of(day)
        for _ in range(2):
            run_hours(at=start + hours * HOUR, on=day)
        deliver(start + 30 * HOUR)
        assert len([title for title in titles(city_office) if "没有响应" in title]) == told

    def test_the_past_is_not_rewritten_and_only_the_own_place_is_arranged(self, tree, county_inspector, city_office, day):
        with acting(county_inspector):
            put_on_duty(actor=county_inspector, region=tree.county, user=_user(county_inspector), first=day, last=day, on=day)
            shift = DutyShift.objects.visible_to(county_inspector).get()
            with pytest.raises(Refused, match="过去"):
                take_off_duty(shift, actor=county_inspector, on=day + dt.timedelta(days=1))
            with pytest.raises(Refused, match="在岗"):
                put_on_duty(actor=county_inspector, region=tree.county, user=_user(city_office), first=day, last=day, on=day)
            take_off_duty(shift, actor=county_inspector, on=day)
            assert not DutyShift.objects.visible_to(county_inspector).exists()


def _user(actor):
    return User.objects.get(pk=actor.user_id)


class TestPauses:
    def pause(self, actor, found, at, last_on, reason="court"):
        with acting(actor):
            return pause_item(found, actor=actor, at=at, reason=reason, note="等待仲裁裁决。", last_on=last_on)

    def test_a_pause_adds_its_days_stops_the_ladder_and_is_counted(self, project, county_inspector, day, at):
        warned(project, day)
        self.pause(county_inspector, item(), at, day + dt.timedelta(days=4))
        found = item()
        assert found.due_on == day + dt.timedelta(days=8), "three days and the five of the pause, today's among them"
        summary = run_clearance(on=day + dt.timedelta(days=4), at=at, today=day)
        assert (summary["escalated"], summary["by_region"][0]["paused"], summary["by_region"][0]["paused_share"]) == (0, 1, "1.00")
        assert run_clearance(on=day + dt.timedelta(days=6), at=at, today=day)["escalated"] == 1

    def test_what_was_not_used_is_taken_off_again(self, project, county_inspector, day, at):
        warned(project, day)
        pause = self.pause(county_inspector, item(), at, day + dt.timedelta(days=9))
        with acting(county_inspector):
            resume_item(pause, actor=county_inspector, on=day + dt.timedelta(days=2))
            with pytest.raises(Refused, match="已经结束"):
                resume_item(pause, actor=county_inspector, on=day + dt.timedelta(days=3))
        assert item().due_on == day + dt.timedelta(days=5), "two days stood"

    def test_in_working_days_a_pause_adds_working_days(self, tree, project, county_inspector, day, at):
        policy_row(tree.county, "clearance.calendar", "working")
        warned(project, day)  # a Friday; due on Wednesday the 25th
        self.pause(county_inspector, item(), at, day + dt.timedelta(days=2))
        assert item().due_on == dt.date(2026, 11, 26)

    def test_it_is_refused_without_reason_too_long_late_or_twice(self, project, county_inspector, day, at):
        warned(project, day)
        found = item()
        with acting(county_inspector):
            for last_on in (day - dt.timedelta(days=1), day + dt.timedelta(days=61)):
                with pytest.raises(Refused, match="以内"):
                    pause_item(found, actor=county_inspector, at=at, reason="court", note="等裁决。", last_on=last_on)
            with pytest.raises(Refused, match="超期"):
                pause_item(found, actor=county_inspector, at=at + dt.timedelta(days=4), reason="court", note="等裁决。", last_on=day + dt.timedelta(days=5))
        self.pause(county_inspector, found, at, day)
        with acting(county_inspector), pytest.raises(Refused, match="正在中止"):
            pause_item(found, actor=county_inspector, at=at, reason="court", note="等裁决。", last_on=day)

    def test_the_office_above_signs_for_a_county(self, project, city_office, day, at):
        warned(project, day)
        self.pause(city_office, item(), at, day)
        assert item().due_on == day + dt.timedelta(days=4)


def test_a_day_off_moves_the_end_only_where_the_tenant_says_so(tree, project, day):
    """Wednesday and three days is Saturday the 21st; the next working day is Monday."""
    policy_row(tree.county, "clearance.day_off", "next")
    warned(project, dt.date(2026, 11, 18))
    assert item().due_on == dt.date(2026, 11, 23)


def test_what_the_tenant_leaves_out_is_not_under_the_clock(tree, project, day):
    policy_row(tree.county, "clearance.objects", ["red", "lead"])
    warned(project, day, "blue")
    actor = system_actor()
    with acting(actor):
        assert not ClearanceItem.objects.visible_to(actor).exists()


@pytest.mark.parametrize(("people", "owners"), [(29, 1), (30, 2)])
def test_a_rung_for_many_people_is_taken_for_many_alone(people, owners):
    ladder = [{"day": 3, "people": 0, "owner": "甲"}, {"day": 3, "people": 30, "owner": "乙"}]
    found = ClearanceItem(due_on=dt.date(2026, 11, 23), people=people, step=2)
    assert len(due_rungs(found, ladder, dt.date(2026, 11, 24))) == owners


def test_a_rung_drafts_its_letter_in_the_offices_name(tree, project, day, at):
    office = tenancy.authority(tree.city, "阳泉市领导小组办公室")
    tenancy.jurisdiction(tree.city, office)
    policy_row(tree.city, "instruments.kinds", ["risk_warning_letter"])
    policy_row(tree.city, "instruments.addressee.risk_warning_letter", "enterprise")
    warned(project, day)
    run_clearance(on=day + dt.timedelta(days=4), at=at, today=day)
    actor = system_actor()
    with acting(actor):
        letter = Instrument.objects.visible_to(actor).get()
        rung = Escalation.objects.visible_to(actor).get(step=3, letter="risk_warning_letter")
    assert (letter.kind, letter.organ_id, letter.state, rung.letter_uid) == ("risk_warning_letter", office.pk, "drafted", letter.uid)


def test_without_the_tenants_settings_the_ladder_climbs_and_says_why_there_is_no_letter(project, day, at):
    warned(project, day)
    assert run_clearance(on=day + dt.timedelta(days=4), at=at, today=day)["escalated"] == 3
    actor = system_actor()
    with acting(actor):
        assert WarningEvent.objects.visible_to(actor).filter(title="没有自动草拟文书", note__contains="租户").count() == 1


def test_the_ladder_ends_in_measures_upon_governments_and_departments(project, day, at):
    """督办、约谈、通报、问责: one after the other, and each stands on the list that the bulletin prints."""
    warned(project, day)
    for late in (5, 7, 15):
        run_clearance(on=day_of_rung(day + dt.timedelta(days=3), late), at=at, today=day)
    actor = system_actor()
    with acting(actor):
        taken = list(Escalation.objects.visible_to(actor).exclude(measure="").order_by("on", "pk").values_list("step", "measure", "against"))
    assert taken == [(5, "supervise", "both"), (7, "interview", "both"), (15, "circular", "both"), (15, "accountability", "both")]


def test_the_administrator_is_asked_for_the_letters_the_ladder_drafts(tree, admin, county_inspector, city_office, day, client_of):
    with acting(admin):
        assert [due.title for due in letters_of_the_ladder(admin, day)] == ["升级阶梯要草拟的警示函、督办函没有启用"]
    assert "警示函、督办函" in client_of(admin).get("/").content.decode()
    assert "请租户管理员" in client_of(city_office).get(reverse("clearance_ladder")).content.decode()
    policy_row(tree.city, "instruments.kinds", ["interview_letter", "risk_warning_letter", "supervision_letter"])
    with acting(admin):
        assert not list(letters_of_the_ladder(admin, day))
    with acting(county_inspector):
        assert not list(letters_of_the_ladder(county_inspector, day)), "not his to set"


def test_each_countys_matters_are_rehearsed_by_its_own_ladder(tree, city_office, day, client_of):
    policy_row(tree.neighbour, "clearance.ladder", [{"day": 1, "action": "马上报县长", "owner": "办公室", "level": ""}])
    with acting(system_actor()):
        for county in (tree.county, tree.neighbour):
            make_warning(make_project(county), on=day - dt.timedelta(days=2))
    with acting(city_office):
        steps, own = rehearsed(city_office, "clearance.ladder", day - dt.timedelta(days=9), day)
    assert {(step.item.region_id, step.rung["action"]) for step in steps} == {
        (tree.county.pk, "提醒承办人"), (tree.county.pk, "提醒科（队）负责人"), (tree.neighbour.pk, "马上报县长"),
    }  # fmt: skip
    assert own == [tree.neighbour]
    assert "盂县有自己的阶梯" in client_of(city_office).get(reverse("clearance_ladder")).content.decode()


def test_both_rates_and_the_times_of_a_day_are_kept_and_counties_ranked(tree, day, at):
    due = day + dt.timedelta(days=3)
    with acting(system_actor()) as actor:
        for took, paid in ((1, True), (2, False), (3, False)):
            warning = make_warning(make_project(tree.county), on=day)
            ClearanceItem.objects.visible_to(actor).filter(subject_uid=warning.uid).update(
                state="cleared", cleared_on=day + dt.timedelta(days=took), paid_on=day if paid else None
            )
        make_warning(make_project(tree.neighbour), on=day)
    for n in range(4):
        run_clearance(on=day + dt.timedelta(days=n), at=at, today=day + dt.timedelta(days=9))
    with acting(system_actor()) as actor:
        row = ClearanceDay.objects.visible_to(actor).get(region=tree.county, day=due)
        assert (row.rate, row.paid_rate.quantize(Decimal("0.01")), row.median_days, row.p90_days) == (1, Decimal("0.33"), 3, 3)
        placed = ranking(actor, day, due)
    assert [(r.region.name, r.rate, r.rank) for r in placed] == [("平定县", 1, 1), ("盂县", 0, 2)]


def test_equal_counties_share_a_place_and_one_alone_has_none(tree, day, at, county_inspector):
    with acting(system_actor()):
        for region in (tree.county, tree.neighbour):
            make_warning(make_project(region), on=day)
    run_clearance(on=day, at=at, today=day + dt.timedelta(days=1))
    with acting(system_actor()) as actor:
        assert [r.rank for r in ranking(actor, day, day)] == [1, 1]
    with acting(county_inspector):
        assert [r.rank for r in ranking(county_inspector, day, day)] == [None]


def test_the_row_of_a_day_follows_it_until_it_is_frozen(tree, day, at):
    with acting(system_actor()) as actor:
        make_warning(make_project(tree.county), on=day)
        run_clearance(on=day, at=at, today=day)
        make_warning(make_project(tree.county), on=day)
        row = ClearanceDay.objects.visible_to(actor).get(region=tree.county, day=day)
        assert row.opened == 1
        assert (run_hours(at=at, on=day)["ledger"], run_hours(at=at, on=day)["ledger"]) == (1, 0), "a second run writes nothing"
        row.refresh_from_db()
        assert (row.opened, row.outstanding, row.frozen_at) == (2, 2, None)
        run_clearance(on=day, at=at, today=day + dt.timedelta(days=1))
        make_warning(make_project(tree.county), on=day)
        assert run_hours(at=at, on=day)["ledger"] == 0
        row.refresh_from_db()
        assert (row.opened, row.frozen_at) == (2, at)


class TestReplay:
    @pytest.mark.parametrize("rung", [1, 2, 3, 5, 15])
    def test_the_day_of_a_rung_is_the_first_on_which_the_ladder_reaches_it(self, rung):
        due_on = dt.date(2026, 2, 27)
        day = day_of_rung(due_on, rung)
        assert effective_day(due_on, day) >= rung > effective_day(due_on, day - dt.timedelta(days=1))

    def test_who_would_have_been_where(self):
        ladder = [{"day": 1, "action": "提醒", "owner": "甲"}, {"day": 3, "action": "督办", "owner": "乙"}]
        start = dt.date(2026, 11, 1)
        cleared = ClearanceItem(started_on=start, due_on=start + dt.timedelta(days=3), cleared_on=start + dt.timedelta(days=2))
        late = ClearanceItem(started_on=start, due_on=start + dt.timedelta(days=3))
        steps = replay([cleared, late], ladder, start, start + dt.timedelta(days=30))
        assert [(step.item is late, step.rung["day"], (step.on - start).days) for step in steps] == [(False, 1, 1), (True, 1, 1), (True, 3, 4)]


def test_the_next_day_follows_across_leap_days_month_ends_and_make_up_days(tree, project):
    """28 February 2028 is a leap year's; the ladder counts days of the calendar, never twice."""
    start = dt.date(2028, 2, 27)
    warned(project, start)
    at = clock.start_of(start)
    climbed = [run_clearance(on=start + dt.timedelta(days=n), at=at, today=start)["escalated"] for n in range(9)]
    assert climbed == [0, 1, 1, 0, 1, 0, 1, 0, 1] and sum(climbed) == 5
    assert Notice.objects.count() == 0, "nothing is delivered by the run itself"
