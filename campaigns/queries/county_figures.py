"""One line of figures for each county over a span of days: the ranking of the bulletin and of the dashboard.

Each figure's rows are a queryset of this module too, so that the page behind a figure lists exactly what it counts.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest

from campaigns.goals import title_goal
from campaigns.models import Campaign, TitleNomination
from campaigns.queries.progress import awarded
from cases.enums import LineKind
from cases.models import CasePayment, CaseWorkerLine
from earlywarning.models import FELL_DUE, ClearanceItem, EarlyWarning
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects import facts
from projects.models import Fact, Project

_MONEY = DecimalField(max_digits=16, decimal_places=2)
WEIGHTS = {"clearance": 40, "paid": 30, "arrears": 30}
SCORING = (
    "计分办法：三日清零率 40 分，足额发薪率 30 分，待解决欠薪 30 分（没有欠薪得满分，最多的县区得零分，其余按比例）；"
    "没有到期事项或没有应发项目的，该项按满分计；得分相同的名次相同。"
)
Rows = Iterable[tuple[int, dict]]


@dataclass
class CountyFigures:
    """Counts and sums of one county; rates are None where nothing was due."""

    region: Region
    projects: int = 0
    red: int = 0
    yellow: int = 0
    blue: int = 0
    due: int = 0
    cleared: int = 0
    overdue: int = 0
    owed: Decimal = Decimal("0.00")
    owed_people: int = 0
    paid: Decimal = Decimal("0.00")
    paid_people: int = 0
    wage_due: int = 0
    wage_full: int = 0
    titles: int = 0
    goal: int = 0
    score: Decimal = Decimal(0)
    rank: int = 0

    @property
    def clearance_rate(self) -> Decimal | None:
        return Decimal(self.cleared) / self.due if self.due else None

    @property
    def paid_rate(self) -> Decimal | None:
        return Decimal(self.wage_full) / self.wage_due if self.wage_due else None

    @property
    def level(self) -> str:
        """The level of a county is its worst open warning."""
        return "red" if self.red else "yellow" if self.yellow else "blue" if self.blue else "ok"


def county_figures(regions: list[Region], *, actor: Actor, since: dt.date, until: dt.date, campaign: Campaign | None = None) -> list[CountyFigures]:
    """Standing figures (projects, warnings, arrears, wages) as they are now and sums over the span, ranked.

    A fixed number of queries whatever the number of counties.
    """
    lines = {region.pk: CountyFigures(region) for region in regions}
    ids = list(lines)
    parts = [
        _projects(actor, ids),
        _warnings(actor, ids),
        _clearance(actor, ids, since, until),
        _arrears(actor, ids),
        _payments(actor, ids, since, until),
        _wages(actor, ids),
    ]
    if campaign is not None:
        parts.append(_titles(actor, ids, campaign))
        asked = title_goal(campaign, until)
        parts.append((region.pk, {"goal": asked.of(region)}) for region in regions)
    for part in parts:
        for region_id, values in part:
            for name, value in values.items():
                setattr(lines[region_id], name, value or type(getattr(lines[region_id], name))(0))
    return ranked(list(lines.values()))


def _by_region(rows: QuerySet, ids: list[int], **figures) -> Iterator[tuple[int, dict]]:
    for row in rows.filter(region__in=ids).order_by().values("region_id").annotate(**figures):
        yield row.pop("region_id"), row


def _projects(actor: Actor, ids: list[int]) -> Rows:
    return _by_region(Project.objects.visible_to(actor).unfinished(), ids, projects=Count("pk"))


def _warnings(actor: Actor, ids: list[int]) -> Rows:
    counts = {level: Count("pk", filter=Q(level=level)) for level in ("red", "yellow", "blue")}
    return _by_region(EarlyWarning.objects.visible_to(actor).open().under_clock(), ids, **counts)


def _clearance(actor: Actor, ids: list[int], since: dt.date, until: dt.date) -> Rows:
    in_span = Q(due_on__range=(since, until)) & FELL_DUE
    late = Q(due_on__lt=until) & (Q(cleared_on__isnull=True) | Q(cleared_on__gt=until))
    return _by_region(
        ClearanceItem.objects.visible_to(actor),
        ids,
        due=Count("pk", filter=in_span),
        cleared=Count("pk", filter=in_span & Q(cleared_on__lte=F("due_on"))),
        overdue=Count("pk", filter=late),
    )


def lines_owing(actor: Actor) -> QuerySet:
    """Wages still owed: verified, or claimed until it is verified, less what was paid; with ``left``."""
    left = Greatest(Coalesce("verified", "claimed") - F("paid"), Decimal(0), output_field=_MONEY)
    return CaseWorkerLine.objects.visible_to(actor).filter(kind=LineKind.WAGE).unpaid().annotate(left=left)


def _people(path: str = "") -> Coalesce:
    """Different persons; somebody without an identity number counts by his line."""
    line = path.removesuffix("__") or "pk"
    return Count(f"{path}id_index", distinct=True) + Count(line, distinct=True, filter=Q(**{f"{path}id_index__isnull": True}))


def _arrears(actor: Actor, ids: list[int]) -> Rows:
    return _by_region(lines_owing(actor), ids, owed=Sum("left"), owed_people=_people())


def payments(actor: Actor) -> QuerySet:
    """Wages and additional compensation that reached workers."""
    return CasePayment.objects.visible_to(actor).filter(line__kind__in=(LineKind.WAGE, LineKind.ADDITIONAL))


def _payments(actor: Actor, ids: list[int], since: dt.date, until: dt.date) -> Rows:
    return _by_region(payments(actor).filter(paid_on__range=(since, until)), ids, paid=Sum("amount"), paid_people=_people("line__"))


def wage_months(actor: Actor) -> QuerySet:
    """For each project the newest wage month whose pay day has come."""
    return Fact.objects.visible_to(actor).filter(item=facts.PAYMENT_MONTH)


def _wages(actor: Actor, ids: list[int]) -> Rows:
    return _by_region(wage_months(actor), ids, wage_due=Count("pk"), wage_full=Count("pk", filter=facts.SETTLED))


def _titles(actor: Actor, ids: list[int], campaign: Campaign) -> Rows:
    rows = TitleNomination.objects.visible_to(actor).filter(campaign=campaign, uid__in=awarded(campaign, actor))
    return _by_region(rows, ids, titles=Count("pk"))


def ranked(lines: list[CountyFigures]) -> list[CountyFigures]:
    """Scored by ``SCORING``, best first; equal scores share a rank and stand in the order of their codes."""
    most = max((line.owed for line in lines), default=Decimal(0))
    for line in lines:
        clearance = line.clearance_rate if line.clearance_rate is not None else Decimal(1)
        paid = line.paid_rate if line.paid_rate is not None else Decimal(1)
        free = 1 - line.owed / most if most else Decimal(1)
        line.score = (clearance * WEIGHTS["clearance"] + paid * WEIGHTS["paid"] + free * WEIGHTS["arrears"]).quantize(Decimal("0.1"))
    lines.sort(key=lambda line: (-line.score, line.region.code))
    for place, line in enumerate(lines, start=1):
        line.rank = lines[place - 2].rank if place > 1 and lines[place - 2].score == line.score else place
    return lines
