"""The daily run of the three-day clearance: climb the ladder, keep the day's ledger."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from earlywarning.actions.escalate import escalate_days
from earlywarning.models import ClearanceDay
from earlywarning.queries.ledger import COUNTS, FIGURES, ledger_figures
from earlywarning.queries.locks import lock_runs
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting

KEPT = [*FIGURES, "escalated", "frozen_at"]


def run_clearance(*, on: dt.date, at: dt.datetime, today: dt.date, region: Region | None = None) -> dict:
    """Escalate what is late as of ``on`` and write the ledger of the day; a repeat changes nothing.

    A day that is over (``on < today``) is frozen by its first run and never computed again.
    """
    actor = system_actor(region)
    with acting(actor):
        lock_runs()
        escalated = escalate_days(actor, on, at)
        figures = ledger_figures(actor, on)
        _keep_ledger(actor, figures, on, at, is_over=on < today)
        return _summary(actor, figures, on, escalated)


def keep_today(actor: Actor, on: dt.date, at: dt.datetime) -> int:
    """While a day lasts its rows follow what is opened and cleared; within the lock of the runs, because a frozen row is never touched."""
    return _keep_ledger(actor, ledger_figures(actor, on), on, at, is_over=False)


def _keep_ledger(actor: Actor, figures: dict[int, dict[str, int]], on: dt.date, at: dt.datetime, *, is_over: bool) -> int:
    """How many counties' rows are other than before."""
    standing = {row.region_id: row for row in ClearanceDay.objects.visible_to(actor).filter(day=on)}
    rows = [
        ClearanceDay(
            region_id=region_id,
            day=on,
            escalated=row.get("escalated", 0),
            frozen_at=at if is_over else None,
            **{name: row[name] for name in FIGURES},
        )
        for region_id, row in figures.items()
    ]
    changed = [row for row in rows if _is_other(row, standing.get(row.region_id))]
    ClearanceDay.objects.bulk_create(changed, update_conflicts=True, unique_fields=["region", "day"], update_fields=KEPT, batch_size=500)
    return len(changed)


def _is_other(row: ClearanceDay, standing: ClearanceDay | None) -> bool:
    if standing is None:
        return True
    return standing.frozen_at is None and any(getattr(row, name) != getattr(standing, name) for name in KEPT)


def _summary(actor: Actor, figures: dict[int, dict[str, int]], on: dt.date, escalated: int) -> dict:
    total: dict[str, int] = defaultdict(int)
    for row in figures.values():
        for name, value in row.items():
            total[name] += value or 0
    names = {r.pk: r for r in Region.objects.filter(pk__in=figures)}
    return {
        "date": on.isoformat(),
        **{name: total[name] for name in ("due", "overdue", "cleared_in_time", "cleared_late")},
        "escalated": escalated,
        "rate": rate(total["due_cleared"], total["due"]),
        "paid_rate": rate(total["due_paid"], total["due"]),
        "by_region": [
            {
                "region": names[pk].code,
                "name": names[pk].name,
                **{n: row.get(n, 0) for n in (*COUNTS, "escalated")},
                **{n: None if row.get(n) is None else str(row[n]) for n in ("median_days", "p90_days")},
                "rate": rate(row["due_cleared"], row["due"]),
                "paid_rate": rate(row["due_paid"], row["due"]),
                "paused_share": rate(row["paused"], row["outstanding"]),
            }
            for pk, row in sorted(figures.items(), key=lambda pair: names[pair[0]].code)
        ],
    }


def rate(cleared: int, due: int) -> str | None:
    """The share of the day's due items cleared by the end of the day; ``None`` when nothing was due."""
    return str((Decimal(cleared) / due).quantize(Decimal("0.01"))) if due else None
