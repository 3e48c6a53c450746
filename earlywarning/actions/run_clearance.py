"""The daily run of the three-day clearance: climb the ladder, keep the day's ledger."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from earlywarning.enums import ClearanceKind, EventKind, higher
from earlywarning.models import ClearanceDay, ClearanceItem, EarlyWarning, Escalation, WarningEvent
from earlywarning.queries.ledger import FIGURES, ledger_figures
from earlywarning.queries.locks import lock_runs
from portal.jobs import outbox
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor, acting


def run_clearance(*, on: dt.date, at: dt.datetime, today: dt.date, region: Region | None = None) -> dict:
    """Escalate what is late as of ``on`` and write the ledger of the day; a repeat changes nothing.

    A day that is over (``on < today``) is frozen by its first run and never computed again.
    """
    actor = system_actor(region)
    with acting(actor):
        lock_runs()
        escalated = _escalate(actor, on, at)
        figures = ledger_figures(actor, on)
        _keep_ledger(actor, figures, on, at, is_over=on < today)
        return _summary(actor, figures, on, escalated)


def effective_day(item: ClearanceItem, on: dt.date) -> int:
    """The day of the ladder an item has reached, measured on a three-day term.

    The last day of a term is day 3 of the ladder less nothing done yet: two days before it is day 1, one day before
    it day 2; the first day after it is day 3 (超期), the third after it day 5, and so on, whatever the term's length.
    """
    late = (on - item.due_on).days
    return late + 2 if late > 0 else max(0, min(2, 3 + late))


def due_rungs(item: ClearanceItem, ladder: list[dict], on: dt.date) -> list[dict]:
    """The steps of the ladder an item has reached and not taken yet."""
    reached = effective_day(item, on)
    return [rung for rung in ladder if item.step < rung["day"] <= reached]


def _escalate(actor: Actor, on: dt.date, at: dt.datetime) -> int:
    items = list(ClearanceItem.objects.visible_to(actor).pending().filter(started_on__lt=on).select_for_update(of=("self",)))
    ladders = {r.pk: PolicySet(r, on)["clearance.ladder"].value for r in Region.objects.filter(pk__in={i.region_id for i in items})}
    climbed, raised = [], {}
    for item in items:
        for rung in due_rungs(item, ladders[item.region_id], on):
            climbed.append(Escalation(region_id=item.region_id, item=item, step=rung["day"], on=on, action=rung["action"], owner=rung["owner"]))
            if rung.get("level") and item.kind == ClearanceKind.WARNING:
                raised[item.subject_uid] = higher(raised.get(item.subject_uid, ""), rung["level"])
    for rung in climbed:
        rung.item.step = max(rung.item.step, rung.step)
    Escalation.objects.bulk_create(climbed, ignore_conflicts=True, batch_size=500)
    ClearanceItem._base_manager.bulk_update({rung.item for rung in climbed}, ["step"], batch_size=500)
    _raise_levels(actor, raised, at)
    _announce(actor, climbed, on)
    return len(climbed)


def _announce(actor: Actor, climbed: list[Escalation], on: dt.date) -> None:
    """A message for each rung, to whom the ladder names; of several climbed at once each owner gets the highest."""
    highest = {(rung.item.pk, rung.owner): rung for rung in sorted(climbed, key=lambda rung: rung.step)}
    uids = [rung.item.subject_uid for rung in highest.values()]
    assigned = dict(EarlyWarning.objects.visible_to(actor).filter(uid__in=uids).values_list("uid", "assigned_to"))
    outbox.post_all("clearance.escalated", [_message(rung, assigned.get(rung.item.subject_uid), on) for rung in highest.values()])


def _message(rung: Escalation, assignee: int | None, on: dt.date) -> tuple[str, dict, int]:
    item = rung.item
    payload = {
        "kind": item.kind,
        "subject": str(item.subject_uid),
        "title": item.title,
        "project": item.project_name,
        "action": rung.action,
        "owner": rung.owner,
        "assignee": assignee,
        "due_on": item.due_on.isoformat(),
        "on": on.isoformat(),
    }
    return f"{item.uid}:{item.due_on}:{rung.step}", payload, rung.region_id


def _raise_levels(actor: Actor, raised: dict, at: dt.datetime) -> None:
    """Inaction raises the level a page shows; the level by the figures stays as the rule computed it."""
    rows = list(EarlyWarning.objects.visible_to(actor).open().filter(uid__in=raised).select_for_update(of=("self",)))
    events = []
    for row in rows:
        before, row.level_ladder = row.level, higher(row.level_ladder, raised[row.uid])
        row.level = higher(row.level_figures, row.level_ladder)
        if row.level != before:
            events.append(
                WarningEvent(
                    region_id=row.region_id,
                    project_id=row.project_id,
                    warning=row,
                    kind=EventKind.ESCALATED,
                    at=at,
                    by=actor.name,
                    title=f"超期未处置，升为{row.get_level_display()}",
                    level_before=before,
                    level_after=row.level,
                )
            )
    EarlyWarning._base_manager.bulk_update(rows, ["level", "level_ladder"], batch_size=500)
    for level in {row.level for row in rows}:
        same = [row.uid for row in rows if row.level == level]
        ClearanceItem.objects.visible_to(actor).filter(kind=ClearanceKind.WARNING, subject_uid__in=same).update(level=level)
    WarningEvent.objects.bulk_create(events, batch_size=500)


def _keep_ledger(actor: Actor, figures: dict[int, dict[str, int]], on: dt.date, at: dt.datetime, *, is_over: bool) -> None:
    frozen = set(ClearanceDay.objects.visible_to(actor).filter(day=on, frozen_at__isnull=False).values_list("region_id", flat=True))
    rows = [
        ClearanceDay(
            region_id=region_id,
            day=on,
            escalated=row.get("escalated", 0),
            frozen_at=at if is_over else None,
            **{name: row[name] for name in FIGURES},
        )
        for region_id, row in figures.items()
        if region_id not in frozen
    ]
    ClearanceDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["region", "day"], update_fields=[*FIGURES, "escalated", "frozen_at"], batch_size=500
    )


def _summary(actor: Actor, figures: dict[int, dict[str, int]], on: dt.date, escalated: int) -> dict:
    total: dict[str, int] = defaultdict(int)
    for row in figures.values():
        for name, value in row.items():
            total[name] += value
    names = {r.pk: r for r in Region.objects.filter(pk__in=figures)}
    return {
        "date": on.isoformat(),
        **{name: total[name] for name in ("due", "overdue", "cleared_in_time", "cleared_late")},
        "escalated": escalated,
        "rate": rate(total["due_cleared"], total["due"]),
        "by_region": [
            {
                "region": names[pk].code,
                "name": names[pk].name,
                **{n: row.get(n, 0) for n in (*FIGURES, "escalated")},
                "rate": rate(row["due_cleared"], row["due"]),
            }
            for pk, row in sorted(figures.items(), key=lambda pair: names[pair[0]].code)
        ],
    }


def rate(cleared: int, due: int) -> str | None:
    """The share of the day's due items cleared by the end of the day; ``None`` when nothing was due."""
    return str((Decimal(cleared) / due).quantize(Decimal("0.01"))) if due else None
