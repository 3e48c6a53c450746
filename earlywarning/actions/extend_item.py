"""经批准延期: a complex matter leaves the three-day clock only by a named approval with a new last day."""

import datetime as dt

from django.db import transaction

from earlywarning.enums import ClearanceKind, ClearanceState
from earlywarning.models import ClearanceItem, EarlyWarning
from earlywarning.terms import end_of
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting


@transaction.atomic
def extend_item(item: ClearanceItem, *, actor: Actor, due_on: dt.date, reason: str, on: dt.date) -> ClearanceItem:
    """Who answers for the matter does not approve for himself; the city's office approves for its counties.

    The ladder starts anew from the new last day.
    """
    require(actor, "clearance.extend")
    if not reason.strip():
        raise Refused("请写明延期理由。", "no_reason")
    # The item is the county's row; an office above approves and the portal carries the result down.
    with acting(actor if item.region_id in actor.scope.write_regions else system_actor(item.region)):
        item = ClearanceItem._base_manager.select_for_update(of=("self",)).select_related("region").get(pk=item.pk)
        _extend(item, actor=actor, due_on=due_on, reason=reason, on=on)
    record(actor, "clearance.extend", item, detail={"due_on": due_on.isoformat(), "reason": reason.strip()})
    return item


def _extend(item: ClearanceItem, *, actor: Actor, due_on: dt.date, reason: str, on: dt.date) -> None:
    if item.cleared_on is not None:
        raise Refused("这件事项已清零。", "cleared")
    if due_on <= max(item.due_on, on):
        raise Refused("新期限要晚于原期限和今天。", "too_early")
    warning = EarlyWarning.objects.visible_to(actor).filter(uid=item.subject_uid).first() if item.kind == ClearanceKind.WARNING else None
    if warning is not None and warning.assigned_to_id == actor.user_id:
        raise Refused("承办人不能给自己批延期，请由监察大队负责人或领导小组办公室批准。", "same_person")
    item.state, item.due_on, item.due_at, item.step = ClearanceState.EXTENDED, due_on, end_of(due_on), 0
    item.hours_from = None  # an approved day is a day, also for what began in hours
    item.extended_reason, item.extended_by = reason.strip(), actor.name
    item.save()
    if warning is not None:
        EarlyWarning._base_manager.filter(pk=warning.pk).update(due_at=item.due_at)
