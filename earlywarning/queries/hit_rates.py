"""How often forecasts came true, by their grade."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from earlywarning.enums import RiskGrade
from earlywarning.models import Forecast
from earlywarning.scorecard import VERSION, likely_between
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class HitRate:
    grade: str
    total: int
    unpaid: int

    @property
    def between(self) -> tuple[Decimal, Decimal] | None:
        return likely_between(self.unpaid, self.total)


def hit_rates(actor: Actor) -> list[HitRate]:
    """Of the present scorecard's forecasts whose festival is over: how many of each grade were unpaid then. Empty until there is one."""
    rows = Forecast.objects.visible_to(actor).filter(settled_on__isnull=False, version=VERSION).order_by().values("grade")
    found = {row["grade"]: row for row in rows.annotate(total=Count("pk"), unpaid=Count("pk", filter=Q(was_unpaid=True)))}
    order = (RiskGrade.HIGH, RiskGrade.MEDIUM, RiskGrade.LOW)
    return [HitRate(grade.label, found[grade]["total"], found[grade]["unpaid"]) for grade in order if grade in found]
