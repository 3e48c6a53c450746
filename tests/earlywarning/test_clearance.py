"""三日清零: terms, the ladder, the ledger."""

import datetime as dt

import pytest

from earlywarning.actions.extend_item import extend_item
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.models import ClearanceDay, ClearanceItem, EarlyWarning, Escalation
from earlywarning.terms import effective_day
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.earlywarning import make_warning
from tests.make.tenancy import policy_row


def items():
    actor = system_actor()
    with acting(actor):
        return list(ClearanceItem.objects.visible_to(actor))


def warned(project, day, level="red"):
    with acting(system_actor()):
        return make_warning(project, level=level, on=day)


def clear(day, at, today=None):
    return run_clearance(on=day, at=at, today=today or day)


@pytest.mark.parametrize(("level", "days"), [("red", 3), ("yellow", 5), ("blue", 10)])
def test_the_term_of_a_level_does_not_count_its_first_day(project, day, level, days):
    warned(project, day, level)
    (item,) = items()
    assert (item.started_on, item.due_on) == (day, day + dt.timedelta(days=days))
    assert item.due_at.astimezone(dt.timezone(dt.timedelta(hours=8))).isoformat() == f"{day + dt.timedelta(days=days + 1)}T00:00:00+08:00"


@pytest.mark.parametrize(("moment", "due"), [("receipt", "2026-11-24"), ("workday", "2026-11-26"), ("next_workday", "2026-11-26")])
def test_the_moment_from_which_the_three_days_run_is_the_tenants(tree, project, moment, due):
    """A warning born on Saturday 21 November."""
    policy_row(tree.city, "clearance.start", moment, valid_from=dt.date(2026, 1, 1))
    warned(project, dt.date(2026, 11, 21))
    assert items()[0].due_on == dt.date.fromisoformat(due)


def test_a_tenant_may_count_working_days(tree, project, day):
    policy_row(tree.county, "clearance.calendar", "working", valid_from=dt.date(2026, 1, 1))
    warned(project, day)  # a Friday
    assert items()[0].due_on == dt.date(2026, 11, 25)


@pytest.mark.parametrize(("after_due", "reached"), [(-5, 0), (-2, 1), (-1, 2), (0, 2), (1, 3), (3, 5), (5, 7), (13, 15)])
def test_the_ladder_is_measured_from_the_last_day_of_the_term(after_due, reached):
    due_on = dt.date(2026, 11, 23)
    assert effective_day(due_on, due_on + dt.timedelta(days=after_due)) == reached


def test_inaction_climbs_the_ladder_once_a_rung_and_raises_the_level(project, day, at):
    warned(project, day, "yellow")
    assert clear(day + dt.timedelta(days=4), at)["escalated"] == 2
    assert clear(day + dt.timedelta(days=4), at)["escalated"] == 0
    assert clear(day + dt.timedelta(days=6), at)["escalated"] == 1
    actor = system_actor()
    with acting(actor):
        (warning,) = EarlyWarning.objects.visible_to(actor)
        steps = list(Escalation.objects.visible_to(actor).order_by("step").values_list("step", flat=True))
    assert (warning.level_figures, warning.level_ladder, warning.level) == ("yellow", "red", "red")
    assert items()[0].level == "red", "the clearance desk shows the level the warning has now"
    assert steps == [1, 2, 3]


def test_missed_days_are_caught_up_by_the_next_run(project, day, at):
    warned(project, day)
    assert clear(day + dt.timedelta(days=8), at)["escalated"] == 5


def test_the_days_ledger_counts_and_freezes_when_the_day_is_over(project, day, at):
    warned(project, day)
    due = day + dt.timedelta(days=3)
    summary = clear(due, at)
    assert (summary["due"], summary["overdue"], summary["rate"]) == (1, 0, "0.00")
    assert clear(due, at) == {**summary, "escalated": 0}
    clear(due, at, today=due + dt.timedelta(days=1))
    actor = system_actor()
    with acting(actor):
        frozen = ClearanceDay.objects.visible_to(actor).get(day=due)
        assert frozen.frozen_at is not None
        ClearanceItem.objects.visible_to(actor).update(cleared_on=due)
    clear(due, at, today=due + dt.timedelta(days=2))
    with acting(actor):
        assert ClearanceDay.objects.visible_to(actor).get(day=due).outstanding == frozen.outstanding == 1


def test_cleared_in_time_and_cleared_late_are_two_figures(tree, project, day, at):
    warned(project, day)
    actor = system_actor()
    with acting(actor):
        ClearanceItem.objects.visible_to(actor).update(cleared_on=day + dt.timedelta(days=3), state="cleared")
    in_time = clear(day + dt.timedelta(days=3), at)
    assert (in_time["cleared_in_time"], in_time["cleared_late"], in_time["rate"]) == (1, 0, "1.00")
    with acting(actor):
        ClearanceItem.objects.visible_to(actor).update(cleared_on=day + dt.timedelta(days=4))
    late = clear(day + dt.timedelta(days=4), at)
    assert (late["cleared_in_time"], late["cleared_late"]) == (0, 1)
    assert [line["region"] for line in late["by_region"]] == [tree.county.code]


def test_a_day_on_which_nothing_fell_due_has_no_rate(project, day, at):
    assert clear(day, at)["rate"] is None


def test_an_extension_needs_a_reason_and_a_later_day_and_is_signed(project, county_inspector, day):
    warned(project, day)
    with acting(county_inspector):
        item = ClearanceItem.objects.visible_to(county_inspector).get()
        with pytest.raises(Refused, match="理由"):
            extend_item(item, actor=county_inspector, due_on=day + dt.timedelta(days=9), reason=" ", on=day)
        with pytest.raises(Refused, match="晚于"):
            extend_item(item, actor=county_inspector, due_on=item.due_on, reason="案情复杂，需要对账。", on=day)
        extend_item(item, actor=county_inspector, due_on=day + dt.timedelta(days=9), reason="案情复杂，需要对账。", on=day)
        item.refresh_from_db()
    assert (item.state, item.extended_by, item.due_on) == ("extended", county_inspector.name, day + dt.timedelta(days=9))
