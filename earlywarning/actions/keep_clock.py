"""Start, follow and stop the three-day clock of warnings and leads; what the desk shows of them is posted here."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from earlywarning.enums import ClearanceKind, ClearanceState, WarningLane
from earlywarning.models import ClearanceItem, EarlyWarning
from earlywarning.queries.writing import change_rows
from earlywarning.terms import due_day, end_of, hours_of
from portal.lib import clock
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.scope import Actor
from projects.models import Project

# Their figures are people without their wages: when the figures no longer say so, the people are paid.
PAID_RULES = frozenset({"W12", "W13", "W42", "W43", "W45", "W59", "W60"})


def start_clocks(opened: Sequence[EarlyWarning], changed: Sequence[EarlyWarning], *, actor: Actor, on: dt.date) -> None:
    """Give each new warning its term; a warning that became more severe gets the shorter of the two terms."""
    _follow_figures(changed, actor)
    _date_duties([*opened, *changed])
    opened, changed = _under_clock(opened), _under_clock(changed)
    if not opened and not changed:
        return
    calendar = work_calendar()
    policies = policy_sets(Region.objects.filter(pk__in={w.region_id for w in (*opened, *changed)}), on)
    names = dict(Project.objects.visible_to(actor).filter(pk__in={w.project_id for w in (*opened, *changed)}).values_list("pk", "name"))
    items, touched = [], []
    for warning in (*opened, *changed):
        policy = policies[warning.region_id]
        hours = hours_of(policy, warning.rule, warning.level)
        due_at = _due_at(warning, due_day(policy, f"clearance.days_{warning.level}", on, calendar), hours)
        if due_at is None or (warning.due_at and due_at >= warning.due_at):
            continue
        warning.due_at = due_at
        touched.append(warning)
        items.append(_item(warning, names[warning.project_id], on, hours))
    change_rows(touched, ["due_at"])
    ClearanceItem.objects.bulk_create(
        items, batch_size=500, update_conflicts=True, unique_fields=["kind", "subject_uid"], update_fields=["level", "due_on", "due_at", "title", "hours_from"]
    )


def _due_at(warning: EarlyWarning, due: dt.date | None, hours: int | None) -> dt.datetime | None:
    """Hours run from the instant the warning was opened, over nights and holidays; else the last day ends the term."""
    if hours is not None:
        return warning.opened_at + dt.timedelta(hours=hours)
    return end_of(due) if due else None


def _under_clock(warnings: Sequence[EarlyWarning]) -> list[EarlyWarning]:
    return [warning for warning in warnings if warning.lane == WarningLane.CLEARANCE]


def _date_duties(warnings: Sequence[EarlyWarning]) -> None:
    """A duty of the government has the date of its own rule, not the term of a level."""
    dated = [w for w in warnings if w.lane == WarningLane.DUTY and w.evidence.get("due_on")]
    for warning in dated:
        warning.due_at = end_of(dt.date.fromisoformat(warning.evidence["due_on"]))
    change_rows(dated, ["due_at"])


def _follow_figures(changed: Sequence[EarlyWarning], actor: Actor) -> None:
    """What stands on the desks about warnings whose figures or level are other than before."""
    by_uid = {warning.uid: warning for warning in changed}
    items = list(ClearanceItem.objects.visible_to(actor).pending().filter(kind=ClearanceKind.WARNING, subject_uid__in=by_uid))
    for item in items:
        warning = by_uid[item.subject_uid]
        item.title, item.level, item.people, item.amount = warning.conclusion, warning.level, warning.people, warning.amount
    change_rows(items, ["title", "level", "people", "amount"])


def _item(warning: EarlyWarning, project_name: str, on: dt.date, hours: int | None) -> ClearanceItem:
    return ClearanceItem(
        region_id=warning.region_id,
        kind=ClearanceKind.WARNING,
        subject_uid=warning.uid,
        title=warning.conclusion,
        people=warning.people,
        amount=warning.amount,
        stage=warning.get_state_display(),
        level=warning.level,
        project_id=warning.project_id,
        project_name=project_name,
        started_on=on,
        due_on=max(on, last_day(warning.due_at)),
        due_at=warning.due_at,
        hours_from=warning.opened_at if hours is not None else None,
    )


def last_day(due_at: dt.datetime) -> dt.date:
    """The day on which a term ends that ends at an instant; midnight ends the day before."""
    return clock.day_of(due_at - dt.timedelta(microseconds=1))


def stop_clocks(closed: Sequence[EarlyWarning], *, actor: Actor, on: dt.date) -> None:
    """The cause of these warnings is gone: their items are cleared on the day, those about unpaid wages are paid.

    One that went into its root's warning is not cleared: it leaves the pool and hands its term on.
    """
    rows = ClearanceItem.objects.visible_to(actor).pending().filter(kind=ClearanceKind.WARNING)
    merged = [w for w in closed if w.merged_into]
    _hand_on(merged, actor)
    rows.filter(subject_uid__in=[w.uid for w in merged]).update(state=ClearanceState.MERGED, cleared_on=on)
    paid = [w.uid for w in closed if w.rule in PAID_RULES]
    rows.filter(subject_uid__in=paid).update(state=ClearanceState.CLEARED, cleared_on=on, paid_on=on)
    rows.filter(subject_uid__in=[w.uid for w in closed]).update(state=ClearanceState.CLEARED, cleared_on=on)


def _hand_on(merged: Sequence[EarlyWarning], actor: Actor) -> None:
    """Nobody gains time by a common root: the warning that stands has the earliest term of those it took up."""
    parents = {w.uid: w.merged_into for w in merged}
    uids = {*parents, *(parent.uid for parent in parents.values())}
    found = ClearanceItem.objects.visible_to(actor).pending().filter(kind=ClearanceKind.WARNING, subject_uid__in=uids, hours_from__isnull=True)
    items = {item.subject_uid: item for item in found}
    moved = {}
    for uid, parent in parents.items():
        child, heir = items.get(uid), items.get(parent.uid)
        if child and heir and child.due_on < heir.due_on:
            heir.due_on, heir.due_at, heir.started_on = child.due_on, child.due_at, min(heir.started_on, child.due_on)
            parent.due_at = child.due_at
            moved[heir.pk] = (heir, parent)
    ClearanceItem._base_manager.bulk_update([heir for heir, _ in moved.values()], ["due_on", "due_at", "started_on"], batch_size=500)
    EarlyWarning._base_manager.bulk_update([parent for _, parent in moved.values()], ["due_at"], batch_size=500)


def open_lead_clock(
    *,
    actor: Actor,
    subject_uid: uuid.UUID,
    region: Region,
    title: str,
    on: dt.date,
    project_id: int | None,
    project_name: str,
    people: int | None,
    amount: Decimal | None,
    stage: str,
    urgent_from: dt.datetime | None = None,
) -> ClearanceItem:
    """Put a lead under the clock (called by cases/ in the transaction that records the lead); ``urgent_from``: counted in hours from then."""
    policy = PolicySet(region, on)
    due_at = end_of(due_day(policy, "clearance.days_lead", on, work_calendar()) or on)
    if urgent_from is not None:
        due_at = urgent_from + dt.timedelta(hours=policy["clearance.hours_lead"].value)
    item, _ = ClearanceItem.objects.visible_to(actor).get_or_create(
        kind=ClearanceKind.LEAD,
        subject_uid=subject_uid,
        defaults={
            "region": region,
            "title": title,
            "people": people,
            "amount": amount,
            "stage": stage,
            "level": "yellow",
            "project_id": project_id,
            "project_name": project_name,
            "started_on": on,
            "due_on": max(on, last_day(due_at)),
            "due_at": due_at,
            "hours_from": urgent_from,
        },
    )
    return item


def mark_stage(*, actor: Actor, kind: str, subject_uid: uuid.UUID, stage: str) -> None:
    """Where the work on the subject stands, in the words of its room."""
    ClearanceItem.objects.visible_to(actor).filter(kind=kind, subject_uid=subject_uid).update(stage=stage)


def clear_item(*, actor: Actor, kind: str, subject_uid: uuid.UUID, on: dt.date, paid_on: dt.date | None = None) -> None:
    """The subject is verified and answered (and, with ``paid_on``, paid): two rates, both in the ledger."""
    rows = ClearanceItem.objects.visible_to(actor).filter(kind=kind, subject_uid=subject_uid)
    rows.pending().update(state=ClearanceState.CLEARED, cleared_on=on)
    if paid_on:
        rows.update(paid_on=paid_on)


def fresh_term(on: dt.date, due: dt.date) -> dict[str, Any]:
    """The fields of a matter that begins again from the ground."""
    end = {"due_on": due, "due_at": end_of(due)}
    return {"state": ClearanceState.OPEN, "started_on": on, "cleared_on": None, "paid_on": None, "step": 0, "hours_from": None, "hour_step": 0} | end


def restart_clock(warning: EarlyWarning, *, actor: Actor, on: dt.date) -> None:
    """A warning opened again gets a fresh term and climbs the ladder from the ground."""
    due = due_day(PolicySet(warning.region, on), f"clearance.days_{warning.level}", on, work_calendar())
    if due is None or warning.lane != WarningLane.CLEARANCE:
        return
    rows = ClearanceItem.objects.visible_to(actor).filter(kind=ClearanceKind.WARNING, subject_uid=warning.uid)
    rows.update(**fresh_term(on, due))
    EarlyWarning._base_manager.filter(pk=warning.pk).update(due_at=end_of(due))
