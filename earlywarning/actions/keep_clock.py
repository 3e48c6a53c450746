"""Start, follow and stop the three-day clock of warnings and leads; what the desk shows of them is posted here."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from earlywarning.clocks import Terms, date_duty
from earlywarning.enums import ClearanceKind, ClearanceState, WarningLane
from earlywarning.models import ClearanceItem, EarlyWarning
from earlywarning.queries.follow_figures import follow_figures
from earlywarning.queries.writing import change_rows, put_rows
from earlywarning.standing import Standing
from earlywarning.terms import due_day, end_of
from portal.lib import clock
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.scope import Actor
from projects.models import Project

# Their figures are people without their wages: when the figures no longer say so, the people are paid.
PAID_RULES = frozenset({"W12", "W13", "W42", "W43", "W45", "W59", "W60"})


def start_clocks(opened: Sequence[EarlyWarning], changed: Sequence[EarlyWarning | Standing], *, actor: Actor, on: dt.date) -> None:
    """Put each new warning under its clock; one that became more severe gets the shorter of the two terms."""
    if not opened and not changed:
        return
    follow_figures([warning.pk for warning in changed])
    dated = [warning for warning in (*opened, *changed) if date_duty(warning)]
    terms = Terms(policy_sets(Region.objects.filter(pk__in={w.region_id for w in (*opened, *changed)}), on), on)
    sooner = {warning.pk for warning in changed if terms.may_give(warning)}
    severer = [w for w in EarlyWarning.objects.visible_to(actor).filter(pk__in=sooner).order_by("pk") if terms.give(w)] if sooner else []
    change_rows(EarlyWarning, [*dated, *(w for w in opened if terms.give(w)), *severer], ["due_at"])
    _put_under_clock([*(w for w in opened if w.lane == WarningLane.CLEARANCE and w.due_at), *severer], terms, actor)


def _put_under_clock(warnings: Sequence[EarlyWarning], terms: Terms, actor: Actor) -> None:
    names = dict(Project.objects.visible_to(actor).filter(pk__in={w.project_id for w in warnings}).values_list("pk", "name")) if warnings else {}
    items = [_item(warning, names[warning.project_id], terms.on, terms.hours(warning)) for warning in warnings]
    put_rows(items, ("kind", "subject_uid"), ("level", "due_on", "due_at", "title", "hours_from"))


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
    if not merged:
        return
    parents = {w.uid: w.merged_into for w in merged}
    uid_of = dict(EarlyWarning.objects.visible_to(actor).filter(pk__in={parent.pk for parent in parents.values()}).values_list("pk", "uid"))
    found = ClearanceItem.objects.visible_to(actor).pending().filter(kind=ClearanceKind.WARNING, hours_from__isnull=True)
    items = {item.subject_uid: item for item in found.filter(subject_uid__in={*parents, *uid_of.values()})}
    moved = {}
    for uid, parent in parents.items():
        child, heir = items.get(uid), items.get(uid_of[parent.pk])
        if child and heir and child.due_on < heir.due_on:
            heir.due_on, heir.due_at, heir.started_on = child.due_on, child.due_at, min(heir.started_on, child.due_on)
            parent.due_at = child.due_at
            moved[heir.pk] = (heir, parent)
    ClearanceItem._base_manager.bulk_update([heir for heir, _ in moved.values()], ["due_on", "due_at", "started_on"], batch_size=500)
    change_rows(EarlyWarning, [parent for _, parent in moved.values()], ["due_at"])


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
