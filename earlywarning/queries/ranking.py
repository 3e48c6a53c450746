"""Counties side by side over some days of the ledger."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Max, Sum

from earlywarning.models import ClearanceDay
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

SUMMED = ("opened", "due", "due_cleared", "due_paid", "cleared_in_time", "cleared_late", "escalated", "paid")


@dataclass(frozen=True)
class Ranked:
    """One county: its sums, its two rates, and its place by the first of them; none where no other county stands beside it."""

    rank: int | None
    region: Region
    figures: dict[str, Any]

    @property
    def rate(self) -> Decimal | None:
        return self._share("due_cleared")

    @property
    def paid_rate(self) -> Decimal | None:
        return self._share("due_paid")

    def _share(self, name: str) -> Decimal | None:
        due = self.figures["due"]
        return Decimal(self.figures[name]) / due if due else None


def ranking(actor: Actor, since: dt.date, until: dt.date) -> list[Ranked]:
    """By the share verified and answered in time, then by what was paid, then by fewer rungs climbed; nothing due stands last, equals share a place."""
    sums = {name: Sum(name) for name in SUMMED}
    rows = ClearanceDay.objects.visible_to(actor).filter(day__range=(since, until)).order_by().values("region_id")
    rows = list(rows.annotate(**{f"n_{name}": value for name, value in sums.items()}, median=Avg("median_days"), worst=Max("overdue")))
    regions = {region.pk: region for region in Region.objects.filter(pk__in=[row["region_id"] for row in rows])}
    found = [Ranked(None, regions[row["region_id"]], {n: row[f"n_{n}"] for n in SUMMED} | {"median": row["median"], "worst": row["worst"]}) for row in rows]
    found.sort(key=lambda r: (_standing(r), r.region.code))
    if len(found) < 2:
        return found
    places = [_standing(row) for row in found]
    return [Ranked(places.index(place) + 1, row.region, row.figures) for place, row in zip(places, found, strict=True)]


def _standing(row: Ranked) -> tuple:
    """By which counties are put in order; the less the better."""
    return row.rate is None, -(row.rate or 0), -(row.paid_rate or 0), row.figures["escalated"]
