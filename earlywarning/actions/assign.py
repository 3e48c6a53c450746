"""Hand warnings to the inspector who answers for them."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from earlywarning.enums import ClearanceKind, EventKind
from earlywarning.models import ClearanceItem, EarlyWarning, WarningEvent
from portal.accounts.models import Membership, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.audit.models import Entry
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.notices.recipients import people_of_region
from portal.tenancy.scope import Actor

INSPECTOR = ("inspector",)


def inspectors_of(region_id: int, on: dt.date) -> list[Membership]:
    """The inspectors of a county on a day, by name."""
    return list(people_of_region(region_id, INSPECTOR, on).select_related("user").order_by("user__name"))


@transaction.atomic
def assign_warnings(warnings: Sequence[EarlyWarning], *, actor: Actor, at: dt.datetime, user_id: int) -> int:
    """Hand open warnings of one county to an inspector of that very county, who is told; returns how many."""
    require(actor, "earlywarning.assign")
    region_id = _county_of(warnings, actor)
    chosen = next((m for m in inspectors_of(region_id, at.date()) if m.user_id == user_id), None)
    if chosen is None:
        raise Refused("承办人要是本县（区）在岗的监察员。", "no_inspector")
    locked = list(EarlyWarning.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk__in=[w.pk for w in warnings]))
    ended = [w for w in locked if not w.is_open]
    if ended:
        raise Refused(f"“{ended[0]}”已结，不再交办。", "closed")
    moved = [w for w in locked if w.assigned_to_id != user_id]
    entries = hand_to(moved, chosen.user, actor=actor, at=at)
    outbox.post_all(
        "earlywarning.assigned",
        [(str(entry.uid), {"warning": str(w.uid), "membership": chosen.pk, "by": actor.name}, region_id) for w, entry in entries],
    )
    return len(moved)


def hand_to(warnings: Sequence[EarlyWarning], user: User, *, actor: Actor, at: dt.datetime, title: str = "指定承办人") -> list[tuple[EarlyWarning, Entry]]:
    """Write the new name on locked warnings and their clearance items, with an event and an entry for each."""
    EarlyWarning._base_manager.filter(pk__in=[w.pk for w in warnings]).update(assigned_to=user)
    ClearanceItem.objects.writable_by(actor).filter(kind=ClearanceKind.WARNING, subject_uid__in=[w.uid for w in warnings]).update(assignee=user.name)
    WarningEvent.objects.bulk_create([_event(w, actor, at, title, user.name) for w in warnings], batch_size=500)
    return [(w, record(actor, "earlywarning.assign", w, detail={"to": user.name})) for w in warnings]


def _county_of(warnings: Sequence[EarlyWarning], actor: Actor) -> int:
    regions = {warning.region_id for warning in warnings}
    if not regions:
        raise Refused("先勾选要交办的预警。", "none")
    if len(regions) > 1:
        raise Refused("一次只能交办同一个县（区）的预警。", "many_regions")
    (region_id,) = regions
    if region_id not in actor.scope.write_regions:
        raise Refused("承办人由预警所在县（区）指定。", "not_own")
    return region_id


def _event(warning: EarlyWarning, actor: Actor, at: dt.datetime, title: str, name: str) -> WarningEvent:
    return WarningEvent(
        region_id=warning.region_id,
        project_id=warning.project_id,
        warning=warning,
        kind=EventKind.MOVED,
        at=at,
        by=actor.name,
        title=title,
        note=f"交 {name} 承办",
        level_after=warning.level,
    )
