"""The figures of a day's ledger by county, a pure function of the day and the items."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q

from earlywarning.enums import ClearanceState
from earlywarning.models import FELL_DUE, ClearanceItem, Escalation
from portal.tenancy.scope import Actor

COUNTS = ("opened", "due", "cleared_in_time", "cleared_late", "outstanding", "overdue", "paid", "due_cleared", "due_paid", "paused")
FIGURES = (*COUNTS, "median_days", "p90_days")

# How long those cleared on the day took, without the days on which their clock stood; half and nine tenths of them took no longer.
_TIMES = """
SELECT i.region_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY i.days), percentile_cont(0.9) WITHIN GROUP (ORDER BY i.days)
  FROM (SELECT i.region_id, greatest(0, i.cleared_on - i.started_on - coalesce((
               SELECT sum(greatest(0, least(p.last_on, i.cleared_on) - p.first_on + 1))
                 FROM earlywarning_clearancepause p WHERE p.item_id = i.id), 0))::numeric AS days
          FROM earlywarning_clearanceitem i
         WHERE i.cleared_on = %s AND i.started_on <= i.cleared_on AND i.state <> 'merged') i
 GROUP BY i.region_id
"""
_PAUSED = """
SELECT i.region_id, count(DISTINCT i.id)
  FROM earlywarning_clearanceitem i JOIN earlywarning_clearancepause p ON p.item_id = i.id
 WHERE p.first_on <= %(on)s AND p.last_on >= %(on)s AND i.started_on <= %(on)s AND (i.cleared_on IS NULL OR i.cleared_on > %(on)s)
 GROUP BY i.region_id
"""


def ledger_figures(actor: Actor, on: dt.date) -> dict[int, dict[str, Any]]:
    """Per county: what started, fell due, was cleared in time or late on the day, and what stood open at its end.

    ``due_cleared`` counts the items due that day which were cleared by then, ``due_paid`` those whose people were paid by
    then: the day's two rates are their shares of ``due``. A county has a row from the day of its first item on, whenever the day is reckoned.
    """
    standing = Q(started_on__lte=on) & (Q(cleared_on__isnull=True) | Q(cleared_on__gt=on))
    cleared = ~Q(state=ClearanceState.MERGED)
    rows = (
        ClearanceItem.objects.visible_to(actor)
        .filter(started_on__lte=on)
        .order_by()
        .values("region_id")
        .annotate(
            opened=Count("pk", filter=Q(started_on=on)),
            due=Count("pk", filter=Q(due_on=on) & FELL_DUE),
            due_cleared=Count("pk", filter=Q(due_on=on, cleared_on__lte=on) & FELL_DUE),
            due_paid=Count("pk", filter=Q(due_on=on, paid_on__lte=on)),
            cleared_in_time=Count("pk", filter=Q(cleared_on=on, due_on__gte=F("cleared_on")) & cleared),
            cleared_late=Count("pk", filter=Q(cleared_on=on, due_on__lt=F("cleared_on")) & cleared),
            outstanding=Count("pk", filter=standing),
            overdue=Count("pk", filter=standing & Q(due_on__lt=on)),
            paid=Count("pk", filter=Q(paid_on=on)),
        )
    )
    figures = {row.pop("region_id"): {**row, "paused": 0, "median_days": None, "p90_days": None} for row in rows}
    for region_id, count in _escalated(actor, on).items():
        figures[region_id]["escalated"] = count
    for region_id, count in _rows(_PAUSED, {"on": on}):
        figures[region_id]["paused"] = count
    for region_id, median, p90 in _rows(_TIMES, [on]):
        figures[region_id] |= {"median_days": _tenth(median), "p90_days": _tenth(p90)}
    return figures


def _tenth(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.1"))


def _rows(sql: str, values: Any) -> list[tuple]:
    """Rows of the open scope, which is the actor's."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _escalated(actor: Actor, on: dt.date) -> dict[int, int]:
    rows = Escalation.objects.visible_to(actor).filter(on=on).order_by().values("region_id").annotate(n=Count("pk"))
    return {row["region_id"]: row["n"] for row in rows}
