"""Rehearse a ladder over days that are past: who would have been where, by the terms and clearings as they were."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from earlywarning.models import ClearanceItem
from earlywarning.terms import Rung
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor

DAYS = 90


@dataclass(frozen=True)
class Reached:
    """One item on one rung, on the day it would have come there."""

    item: ClearanceItem
    rung: Rung
    on: dt.date

    @property
    def words(self) -> str:
        return f"{self.rung['action']}（{self.rung['owner']}）"


def replayed_items(actor: Actor, regions: Iterable[int], since: dt.date, until: dt.date) -> list[ClearanceItem]:
    """Items counted in days that stood open at some time between the two days."""
    rows = ClearanceItem.objects.visible_to(actor).filter(region__in=list(regions), hours_from__isnull=True, started_on__lte=until)
    return list(rows.exclude(cleared_on__lt=since).select_related("region").order_by("due_on", "pk"))


def rehearsed(actor: Actor, key: str, since: dt.date, until: dt.date) -> tuple[list[Reached], list[Region]]:
    """Every matter by the ladder of its own region as of today; and the regions whose ladder is their own layer."""
    regions = list(Region.objects.filter(pk__in=actor.scope.read_regions))
    policies = policy_sets(regions, until)
    items = replayed_items(actor, policies, since, until)
    steps = [step for item in items for step in replay([item], policies[item.region_id][key].value, since, until)]
    return steps, [region for region in regions if (row := policies[region.pk].row(key)) is not None and row.region_id == region.pk]


def replay(items: Sequence[ClearanceItem], ladder: Sequence[Rung], since: dt.date, until: dt.date) -> list[Reached]:
    """Every rung each item would have taken between the two days; pure, nothing is written."""
    reached = []
    for item in items:
        end = min(until, item.cleared_on) if item.cleared_on else until
        for rung in ladder:
            on = max(day_of_rung(item.due_on, rung["day"]), item.started_on + dt.timedelta(days=1))
            if since <= on <= end and (item.people or 0) >= (rung.get("people") or 0):
                reached.append(Reached(item, rung, on))
    return reached


def day_of_rung(due_on: dt.date, day: int) -> dt.date:
    """On which day of the calendar a rung is reached: the inverse of ``terms.effective_day``."""
    return due_on + dt.timedelta(days=day - 2 if day >= 3 else day - 3)


def counted(reached: Sequence[Reached]) -> Counter:
    """How many items would have come to each rung, in the order of the ladder's own words."""
    return Counter((step.rung["day"], step.words) for step in reached)
