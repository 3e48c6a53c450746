"""Start, follow and stop the three-day clock of warnings and leads; what the desk shows of them is posted here."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal

from earlywarning.enums import ClearanceKind, ClearanceState
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.lib import clock
from portal.lib.calendars import WorkCalendar
from portal.lib.start_moments import begin
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.models import Project


def due_day(policy: PolicySet, key: str, start: dt.date, calendar: WorkCalendar) -> dt.date | None:
    """The last day of the term: the start day is not counted (民法典201), and which day starts it is policy; ``None`` = the level is not under the clock."""
    days = policy[key].value
    if days is None:
        return None
    start = begin(policy["clearance.start"].value, start, calendar)
    if policy["clearance.calendar"].value == "working":
        return calendar.add_workdays(start, days)
    return start + dt.timedelta(days=days)


def end_of(day: dt.date) -> dt.datetime:
    """The term ends when its last day ends."""
    return clock.start_of(day + dt.timedelta(days=1))


def start_clocks(opened: Sequence[EarlyWarning], changed: Sequence[EarlyWarning], *, actor: Actor, on: dt.date) -> None:
    """Give each new warning its term; a warning that became more severe gets the shorter of the two terms."""
    if not opened and not changed:
        return
    _follow_figures(changed, actor)
    calendar = work_calendar()
    policies = {r.pk: PolicySet(r, on) for r in Region.objects.filter(pk__in={w.region_id for w in (*opened, *changed)})}
    names = dict(Project.objects.visible_to(actor).filter(pk__in={w.project_id for w in (*opened, *changed)}).values_list("pk", "name"))
    items, touched = [], []
    for warning in (*opened, *changed):
        due = due_day(policies[warning.region_id], f"clearance.days_{warning.level}", on, calendar)
        if due is None or (warning.due_at and end_of(due) >= warning.due_at):
            continue
        warning.due_at = end_of(due)
        touched.append(warning)
        items.append(_item(warning, names[warning.project_id], on, due))
    EarlyWarning._base_manager.bulk_update(touched, ["due_at"], batch_size=500)
    ClearanceItem.objects.bulk_create(
        items, batch_size=500, update_conflicts=True, unique_fields=["kind", "subject_uid"], update_fields=["level", "due_on", "due_at", "title"]
    )


def _follow_figures(changed: Sequence[EarlyWarning], actor: Actor) -> None:
    """What stands on the desks about warnings whose figures or level are other than before."""
    by_uid = {warning.uid: warning for warning in changed}
    items = list(ClearanceItem.objects.visible_to(actor).pending().filter(kind=ClearanceKind.WARNING, subject_uid__in=by_uid))
    for item in items:
        warning = by_uid[item.subject_uid]
        item.title, item.level, item.people, item.amount = warning.conclusion, warning.level, warning.people, warning.amount
    ClearanceItem._base_manager.bulk_update(items, ["title", "level", "people", "amount"], batch_size=500)


def _item(warning: EarlyWarning, project_name: str, on: dt.date, due: dt.date) -> ClearanceItem:
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
        due_on=due,
        due_at=end_of(due),
    )


def stop_clocks(closed: Sequence[EarlyWarning], *, actor: Actor, on: dt.date) -> None:
    """The cause of these warnings is gone: their items are cleared on the day."""
    ClearanceItem.objects.visible_to(actor).pending().filter(kind=ClearanceKind.WARNING, subject_uid__in=[w.uid for w in closed]).update(
        state=ClearanceState.CLEARED, cleared_on=on
    )


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
) -> ClearanceItem:
    """Put a lead under the clock (called by cases/ in the transaction that records the lead)."""
    policy = PolicySet(region, on)
    due = due_day(policy, "clearance.days_lead", on, work_calendar()) or on
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
            "due_on": due,
            "due_at": end_of(due),
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


def restart_clock(warning: EarlyWarning, *, actor: Actor, on: dt.date) -> None:
    """A warning opened again gets a fresh term and climbs the ladder from the ground."""
    due = due_day(PolicySet(warning.region, on), f"clearance.days_{warning.level}", on, work_calendar())
    if due is None:
        return
    rows = ClearanceItem.objects.visible_to(actor).filter(kind=ClearanceKind.WARNING, subject_uid=warning.uid)
    rows.update(state=ClearanceState.OPEN, started_on=on, due_on=due, due_at=end_of(due), cleared_on=None, step=0)
    EarlyWarning._base_manager.filter(pk=warning.pk).update(due_at=end_of(due))
