"""许可未建档 (W38): a permit without a file has no project a warning could hang on, so its county has the permit itself under the clock of 三日清零."""

import datetime as dt
from collections.abc import Sequence

from earlywarning.actions.keep_clock import fresh_term
from earlywarning.enums import ClearanceKind, ClearanceState, WarningState
from earlywarning.models import ClearanceItem
from earlywarning.terms import due_day, end_of
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor
from projects.models import PermitEntry
from projects.unlisted import permit_level, thresholds_of


def follow_permits(counties: Sequence[Region], *, actor: Actor, on: dt.date) -> None:
    """An item for each permit without a file, with the level and the term of its age; one that became graver gets the shorter term.

    One that had its file, or a reason, and lost it again begins anew, as a warning does that is opened again.
    """
    let_go_of_permits(actor=actor, on=on)
    entries = list(PermitEntry.objects.visible_to(actor).missing().filter(region__in=counties).order_by("pk"))
    if not entries:
        return
    thresholds = thresholds_of({entry.region_id for entry in entries}, on)
    policies, calendar = policy_sets(Region.objects.filter(pk__in={entry.region_id for entry in entries}), on), work_calendar()
    standing = {item.subject_uid: item for item in _of_permits(actor).filter(subject_uid__in=[entry.uid for entry in entries])}
    opened, changed, again = [], [], []
    for entry in entries:
        level, item = permit_level(entry, thresholds, on), standing.get(entry.uid)
        due = due_day(policies[entry.region_id], f"clearance.days_{level}", on, calendar)
        if item is None and due is not None:
            opened.append(_put_under_clock(entry, level, on, due))
        elif item is not None and item.state == ClearanceState.CLEARED:
            if due is not None:
                again.append(_put_again(item, level, on, due))
        elif item is not None and item.level != level:
            item.level = level
            if due is not None and due < item.due_on:
                item.due_on, item.due_at = due, end_of(due)
            changed.append(item)
    ClearanceItem.objects.bulk_create(opened, batch_size=500)
    ClearanceItem._base_manager.bulk_update(changed, ["level", "due_on", "due_at"], batch_size=500)
    ClearanceItem._base_manager.bulk_update(again, ["level", "stage", *fresh_term(on, on)], batch_size=500)


def let_go_of_permits(*, actor: Actor, on: dt.date) -> int:
    """Those that have their file by now, or that somebody said need none."""
    missing = PermitEntry.objects.visible_to(actor).missing().values("uid")
    return _of_permits(actor).pending().exclude(subject_uid__in=missing).update(state=ClearanceState.CLEARED, cleared_on=on)


def _of_permits(actor: Actor):
    return ClearanceItem.objects.visible_to(actor).filter(kind=ClearanceKind.PERMIT)


def _put_under_clock(entry: PermitEntry, level: str, on: dt.date, due: dt.date) -> ClearanceItem:
    return ClearanceItem(
        region_id=entry.region_id, kind=ClearanceKind.PERMIT, subject_uid=entry.uid, title=f"有施工许可没有建档：{entry.permit_number}",
        stage=WarningState.OPEN.label, level=level, project_name=entry.project_name, started_on=on, due_on=due, due_at=end_of(due),
    )  # fmt: skip


def _put_again(item: ClearanceItem, level: str, on: dt.date, due: dt.date) -> ClearanceItem:
    for name, value in {"level": level, "stage": WarningState.OPEN.label, **fresh_term(on, due)}.items():
        setattr(item, name, value)
    return item
