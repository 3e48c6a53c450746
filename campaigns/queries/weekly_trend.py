"""The last weeks: warnings that stood open at the end of each, and the clearance rate of what fell due in it."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q

from earlywarning.models import FELL_DUE, ClearanceItem, EarlyWarning
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

WEEKS = 12


@dataclass(frozen=True)
class Week:
    """One week up to its Sunday, or up to the day of asking; the level of a warning is the one it has now."""

    until: dt.date
    red: int
    yellow: int
    blue: int
    due: int
    cleared: int

    @property
    def rate(self) -> Decimal | None:
        """Percent with one decimal; None where nothing fell due."""
        return (Decimal(self.cleared) * 100 / self.due).quantize(Decimal("0.1"), ROUND_HALF_UP) if self.due else None


def weekly_trend(regions: list[Region], *, actor: Actor, until: dt.date, weeks: int = WEEKS) -> list[Week]:
    """Two queries: the weeks are columns of one aggregate each."""
    monday = until - dt.timedelta(days=until.weekday())
    spans = [(start, min(start + dt.timedelta(days=6), until)) for start in (monday - dt.timedelta(weeks=n) for n in reversed(range(weeks)))]
    warnings = EarlyWarning.objects.visible_to(actor).under_clock().filter(region__in=regions).aggregate(**_standing(spans))
    items = ClearanceItem.objects.visible_to(actor).filter(region__in=regions).aggregate(**_cleared(spans))
    return [
        Week(last, *(warnings[f"{level}{n}"] for level in ("red", "yellow", "blue")), items[f"due{n}"], items[f"cleared{n}"])
        for n, (_, last) in enumerate(spans)
    ]


def _standing(spans: list[tuple[dt.date, dt.date]]) -> dict:
    return {
        f"{level}{n}": Count("pk", filter=Q(level=level, opened_on__lte=last) & (Q(closed_on__isnull=True) | Q(closed_on__gt=last)))
        for n, (_, last) in enumerate(spans)
        for level in ("red", "yellow", "blue")
    }


def _cleared(spans: list[tuple[dt.date, dt.date]]) -> dict:
    found = {}
    for n, span in enumerate(spans):
        found[f"due{n}"] = Count("pk", filter=FELL_DUE & Q(due_on__range=span))
        found[f"cleared{n}"] = Count("pk", filter=FELL_DUE & Q(due_on__range=span, cleared_on__lte=F("due_on")))
    return found
