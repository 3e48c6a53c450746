"""What happens on the site: work begins, stops, pauses, is resumed, ends; wages are settled."""

import datetime as dt

from django.db import transaction

from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.scope import Actor
from portal.workflow.door import find, move
from projects.actions.guard import check_writable
from projects.actions.mark_lamps import mark_lamps
from projects.enums import ProjectState
from projects.models import Hold, Project, SiteState

# What a move writes into the project's own dates.
DATES = {"start": "started_on", "complete": "completed_on"}


def change_site_state(
    *,
    actor: Actor,
    project: Project,
    verb: str,
    on: dt.date,
    at: dt.datetime,
    reason: str = "",
    proof: str = "",
    expected_resumption_on: dt.date | None = None,
) -> Project:
    """Close the dated state that runs and open the next; ``Project.state`` follows through the one door.

    A stoppage needs its reason. 已结清 is the authority's own finding: it is refused while a hold stands
    (an open case, an unpaid month), because it opens the way to closing the account and refunding the deposit.
    """
    check_writable(actor, project)
    _check(verb, on, at, reason, expected_resumption_on)
    with transaction.atomic():
        changes = {DATES[verb]: on} if verb in DATES else {"completed_on": None} if verb == "reopen" else {}
        if verb == "settle":
            _check_holds(project, at)
        moved = move(project, verb, actor=actor, at=at, note=reason, detail={"on": on.isoformat(), "proof": proof}, **changes)
        _write_state(moved, actor, on, at, reason, proof, expected_resumption_on)
    return moved


def _check(verb: str, on: dt.date, at: dt.datetime, reason: str, expected: dt.date | None) -> None:
    if on > local_date(at):
        raise Refused("只能登记已经发生的状态，日期不能晚于今天。", "future")
    if find(Project, verb).target in (ProjectState.STOPPED, ProjectState.WINTER_BREAK, ProjectState.HOLIDAY_BREAK) and not reason.strip():
        raise Refused("请写明停工原因。停工前要先结清已完成工作的工资。", "reason")
    if expected is not None and expected < on:
        raise Refused("预计复工日期不能早于停工日期。", "dates")


def _check_holds(project: Project, at: dt.datetime) -> None:
    reasons = [hold.reason for hold in Hold.objects.of(project).in_force(at)]
    if reasons:
        raise Refused(f"还不能确认结清：{'；'.join(reasons)}。", "held")


def _write_state(project: Project, actor: Actor, on: dt.date, at: dt.datetime, reason: str, proof: str, expected_resumption_on: dt.date | None) -> None:
    running = SiteState.objects.of(project).select_for_update().filter(until__isnull=True).first()
    if running is not None:
        if running.state == ProjectState.PREPARING:
            running.since = min(running.since, on)  # the day of registration was no fact of the site
        if on < running.since:
            raise Refused(f"“{running.get_state_display()}”从 {running.since} 起，新状态的日期不能更早。", "dates")
        running.until = on
        running.save(update_fields=["since", "until"])
    SiteState(
        project=project,
        region_id=project.region_id,
        state=project.state,
        since=on,
        reason=reason.strip(),
        proof=proof.strip(),
        expected_resumption_on=expected_resumption_on,
        recorded_by=actor.name,
        recorded_at=at,
    ).save(force_insert=True)
    mark_lamps([project.pk])
