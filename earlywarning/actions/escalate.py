"""Climb the ladder: what is late goes to whom the tenant's ladder names, once a rung."""

import datetime as dt
from collections.abc import Mapping

from earlywarning.actions.draft_ladder_letter import draft_ladder_letter
from earlywarning.actions.tell_parties import tell_parties
from earlywarning.enums import ClearanceKind, EscalationUnit, EventKind, higher
from earlywarning.models import ClearanceItem, ClearancePause, EarlyWarning, Escalation, WarningEvent
from earlywarning.terms import Place, Rung, hour_rungs_due, rungs_due
from portal.jobs import outbox
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets, read_once
from portal.tenancy.scope import Actor

DAYS, HOURS = "clearance.ladder", "clearance.hour_ladder"


def due_rungs(item: ClearanceItem, ladder: list[Rung], on: dt.date) -> list[Rung]:
    """What the ladder asks for the item as of a day; nothing while its clock is in hours."""
    return [] if item.hours_from else rungs_due(Place(item.due_on, item.step, item.people or 0), ladder, on)


def escalate_days(actor: Actor, on: dt.date, at: dt.datetime) -> int:
    """Every item that runs in days and does not stand."""
    rows = ClearanceItem.objects.visible_to(actor).pending().filter(started_on__lt=on, hours_from__isnull=True)
    items = list(rows.exclude(pk__in=paused_items(actor, on)).order_by("pk").select_for_update(of=("self",)))
    ladders = _ladders(items, DAYS, on)
    climbed = [_rung(item, rung, rung["day"], EscalationUnit.DAY, on) for item in items for rung in due_rungs(item, ladders[item.region_id], on)]
    raised: dict = {}
    for rung, level in climbed:
        rung.item.step = max(rung.item.step, rung.step)
        if level and rung.item.kind == ClearanceKind.WARNING:
            raised[rung.item.subject_uid] = higher(raised.get(rung.item.subject_uid, ""), level)
    steps = [rung for rung, _ in climbed]
    ClearanceItem._base_manager.bulk_update({rung.item for rung in steps}, ["step"], batch_size=500)
    _raise_levels(actor, raised, at)
    _draft_letters(steps, actor, at)
    Escalation.objects.bulk_create(steps, ignore_conflicts=True, batch_size=500)
    _announce(actor, "clearance.escalated", steps, on)
    return len(steps)


def escalate_hours(actor: Actor, at: dt.datetime, on: dt.date) -> int:
    """Items counted in hours, at night and on holidays too."""
    items = list(ClearanceItem.objects.visible_to(actor).pending().filter(hours_from__isnull=False).order_by("pk").select_for_update(of=("self",)))
    ladders = _ladders(items, HOURS, on)
    steps = []
    for item in items:
        for rung in hour_rungs_due(item.hours_from, item.hour_step, ladders[item.region_id], at):
            steps.append(_rung(item, rung, rung["hour"], EscalationUnit.HOUR, on)[0])
            item.hour_step = max(item.hour_step, rung["hour"] + 1)
    ClearanceItem._base_manager.bulk_update({rung.item for rung in steps}, ["hour_step"], batch_size=500)
    Escalation.objects.bulk_create(steps, ignore_conflicts=True, batch_size=500)
    _announce(actor, "clearance.hours", steps, on)
    return len(steps)


def paused_items(actor: Actor, on: dt.date):
    """The items whose clock stands on the day."""
    return ClearancePause.objects.visible_to(actor).filter(first_on__lte=on, last_on__gte=on).values("item")


def _ladders(items: list[ClearanceItem], key: str, on: dt.date) -> dict[int, list[Rung]]:
    sets = policy_sets(Region.objects.filter(pk__in={item.region_id for item in items}), on)
    return {pk: policies[key].value for pk, policies in sets.items()}


def _rung(item: ClearanceItem, rung: Rung, step: int, unit: EscalationUnit, on: dt.date) -> tuple[Escalation, str]:
    made = Escalation(
        region_id=item.region_id, item=item, step=step, on=on, unit=unit, action=rung["action"], owner=rung["owner"], letter=rung.get("letter") or "",
        measure=rung.get("measure") or "", against=rung.get("against") or "",
    )  # fmt: skip
    return made, rung.get("level") or ""


def _draft_letters(steps: list[Escalation], actor: Actor, at: dt.datetime) -> None:
    """The draft a rung asks for; of several rungs at once only the highest letter, and none for a lead: its room writes those."""
    wanted = [rung for rung in steps if rung.letter and rung.item.kind == ClearanceKind.WARNING]
    highest = {rung.item_id: rung for rung in sorted(wanted, key=lambda rung: rung.step)}
    warnings = {w.uid: w for w in EarlyWarning.objects.visible_to(actor).filter(uid__in=[rung.item.subject_uid for rung in highest.values()])}
    with read_once():
        for rung in highest.values():
            warning = warnings.get(rung.item.subject_uid)
            if warning is not None and warning.is_open:
                rung.letter_uid = draft_ladder_letter(warning, kind=rung.letter, actor=actor, at=at)


def _announce(actor: Actor, kind: str, climbed: list[Escalation], on: dt.date) -> None:
    """A message for each rung, to whom the ladder names; of several climbed at once each owner gets the highest."""
    highest = {(rung.item.pk, rung.owner): rung for rung in sorted(climbed, key=lambda rung: rung.step)}
    uids = [rung.item.subject_uid for rung in highest.values()]
    assigned = dict(EarlyWarning.objects.visible_to(actor).filter(uid__in=uids).values_list("uid", "assigned_to"))
    outbox.post_all(kind, [_message(rung, assigned, on) for rung in highest.values()])


def _message(rung: Escalation, assigned: Mapping, on: dt.date) -> tuple[str, dict, int]:
    item = rung.item
    payload = {
        "kind": item.kind,
        "subject": str(item.subject_uid),
        "title": item.title,
        "project": item.project_name,
        "action": rung.action,
        "owner": rung.owner,
        "step": rung.step,
        "assignee": assigned.get(item.subject_uid),
        "due_on": item.due_on.isoformat(),
        "on": on.isoformat(),
    }
    # The number of people may bring another owner to the same rung later.
    return f"{item.uid}:{item.due_on}:{rung.unit}{rung.step}:{rung.owner}", payload, rung.region_id


def _raise_levels(actor: Actor, raised: dict, at: dt.datetime) -> None:
    """Inaction raises the level a page shows; the level by the figures stays as the rule computed it."""
    rows = list(EarlyWarning.objects.visible_to(actor).open().filter(uid__in=raised).select_for_update(of=("self",)))
    events = []
    for row in rows:
        row.level_before, row.level_ladder = row.level, higher(row.level_ladder, raised[row.uid])
        row.settle_level()
        if row.level != row.level_before:
            events.append(
                WarningEvent(
                    region_id=row.region_id,
                    project_id=row.project_id,
                    warning=row,
                    kind=EventKind.ESCALATED,
                    at=at,
                    by=actor.name,
                    title=f"超期未处置，升为{row.get_level_display()}",
                    level_before=row.level_before,
                    level_after=row.level,
                )
            )
    EarlyWarning._base_manager.bulk_update(rows, ["level", "level_ladder"], batch_size=500)
    for level in {row.level for row in rows}:
        same = [row.uid for row in rows if row.level == level]
        ClearanceItem.objects.visible_to(actor).filter(kind=ClearanceKind.WARNING, subject_uid__in=same).update(level=level)
    WarningEvent.objects.bulk_create(events, batch_size=500)
    tell_parties([], rows, actor=actor, at=at)
