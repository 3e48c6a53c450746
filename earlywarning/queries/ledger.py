"""The figures of a day's ledger by county, a pure function of the day and the items."""

import datetime as dt

from django.db.models import Count, F, Q

from earlywarning.models import ClearanceItem, Escalation
from portal.tenancy.scope import Actor

FIGURES = ("opened", "due", "cleared_in_time", "cleared_late", "outstanding", "overdue", "paid")


def ledger_figures(actor: Actor, on: dt.date) -> dict[int, dict[str, int]]:
    """Per county: what started, fell due, was cleared in time or late on the day, and what stood open at its end.

    ``due_cleared`` counts the items due that day which were cleared by then: the day's rate is its share of ``due``.
    """
    standing = Q(started_on__lte=on) & (Q(cleared_on__isnull=True) | Q(cleared_on__gt=on))
    rows = (
        ClearanceItem.objects.visible_to(actor)
        .order_by()
        .values("region_id")
        .annotate(
            opened=Count("pk", filter=Q(started_on=on)),
            due=Count("pk", filter=Q(due_on=on)),
            due_cleared=Count("pk", filter=Q(due_on=on, cleared_on__lte=on)),
            cleared_in_time=Count("pk", filter=Q(cleared_on=on, due_on__gte=F("cleared_on"))),
            cleared_late=Count("pk", filter=Q(cleared_on=on, due_on__lt=F("cleared_on"))),
            outstanding=Count("pk", filter=standing),
            overdue=Count("pk", filter=standing & Q(due_on__lt=on)),
            paid=Count("pk", filter=Q(paid_on=on)),
        )
    )
    figures = {row.pop("region_id"): row for row in rows}
    for region_id, count in _escalated(actor, on).items():
        figures[region_id]["escalated"] = count
    return figures


def _escalated(actor: Actor, on: dt.date) -> dict[int, int]:
    rows = Escalation.objects.visible_to(actor).filter(on=on).order_by().values("region_id").annotate(n=Count("pk"))
    return {row["region_id"]: row["n"] for row in rows}
