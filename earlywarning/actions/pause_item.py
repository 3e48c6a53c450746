"""中止计时: a clock stands for a reason of the list, to a named day, signed by name; its days are added to the term."""

import datetime as dt

from django.db import transaction

from earlywarning.enums import ClearanceKind, PauseReason
from earlywarning.models import ClearanceItem, ClearancePause, EarlyWarning
from earlywarning.terms import end_of
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor, acting

LONGEST = 60  # days; whoever needs more signs again


@transaction.atomic
def pause_item(item: ClearanceItem, *, actor: Actor, at: dt.datetime, reason: PauseReason, note: str, last_on: dt.date) -> ClearancePause:
    """From today through the named day. Who answers for the matter does not sign for himself; the office above signs for its counties."""
    require(actor, "clearance.pause")
    on = at.date()
    if not note.strip():
        raise Refused("请写明中止的理由和依据。", "no_reason")
    if not on <= last_on <= on + dt.timedelta(days=LONGEST):
        raise Refused(f"中止的最后一天要在今天以后、{LONGEST} 天以内。", "dates")
    with acting(_keeper(item, actor)):
        item = ClearanceItem._base_manager.select_for_update(of=("self",)).select_related("region").get(pk=item.pk)
        _check(item, actor, on)
        pause = ClearancePause.objects.create(
            region_id=item.region_id, item=item, reason=reason, note=note.strip(), first_on=on, last_on=last_on, by=actor.name, at=at
        )
        _move(item, _days(item, on, last_on, on), on)
    record(actor, "clearance.pause", item, detail={"reason": str(reason), "note": note.strip(), "until": last_on.isoformat()})
    return pause


@transaction.atomic
def resume_item(pause: ClearancePause, *, actor: Actor, on: dt.date) -> ClearancePause:
    """The cause is gone earlier: the clock goes on today, and the days that were not used are taken off the term again."""
    require(actor, "clearance.pause")
    with acting(_keeper(pause.item, actor)):
        item = ClearanceItem._base_manager.select_for_update(of=("self",)).select_related("region").get(pk=pause.item_id)
        pause = ClearancePause._base_manager.get(pk=pause.pk)
        if not pause.holds(on):
            raise Refused("这次中止已经结束。", "ended")
        unused = _days(item, on, pause.last_on, on)
        pause.last_on, pause.ended_by = on - dt.timedelta(days=1), actor.name
        pause.save(update_fields=["last_on", "ended_by"])
        if item.cleared_on is None:
            _move(item, -unused, on)
    record(actor, "clearance.resume", item, detail={"pause": str(pause.uid)})
    return pause


def _keeper(item: ClearanceItem, actor: Actor) -> Actor:
    """The item is the county's row; an office above signs and the portal carries it down."""
    return actor if item.region_id in actor.scope.write_regions else system_actor(item.region)


def _check(item: ClearanceItem, actor: Actor, on: dt.date) -> None:
    if item.cleared_on is not None:
        raise Refused("这件事项已清零。", "cleared")
    if item.hours_from is not None:
        raise Refused("按小时计时的事项不能中止。", "hours")
    if item.due_on < on:
        raise Refused("已经超期的事项不能中止，请按逾期阶梯办理或批准延期。", "late")
    if ClearancePause.objects.visible_to(system_actor(item.region)).filter(item=item, last_on__gte=on).exists():
        raise Refused("这件事项正在中止计时。", "paused")
    if item.kind == ClearanceKind.WARNING:
        warning = EarlyWarning._base_manager.filter(uid=item.subject_uid).first()
        if warning is not None and warning.assigned_to_id is not None and warning.assigned_to_id == actor.user_id:
            raise Refused("承办人不能给自己批中止，请由监察大队负责人或领导小组办公室批准。", "same_person")


def _days(item: ClearanceItem, first: dt.date, last: dt.date, on: dt.date) -> int:
    """Days of the pause as the tenant counts the term."""
    if PolicySet(item.region, on)["clearance.calendar"].value == "working":
        return work_calendar().workdays_between(first - dt.timedelta(days=1), last)
    return (last - first).days + 1


def _move(item: ClearanceItem, days: int, on: dt.date) -> None:
    working = PolicySet(item.region, on)["clearance.calendar"].value == "working"
    item.due_on = work_calendar().add_workdays(item.due_on, days) if working else item.due_on + dt.timedelta(days=days)
    item.due_at = end_of(item.due_on)
    item.save(update_fields=["due_on", "due_at"])
    if item.kind == ClearanceKind.WARNING:
        EarlyWarning._base_manager.filter(uid=item.subject_uid).update(due_at=item.due_at)
