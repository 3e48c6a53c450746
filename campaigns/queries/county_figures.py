"""One line of figures for each county over a span of days: the ranking of the bulletin and of the dashboard."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, F, Q, Sum
from django.db.models.functions import Coalesce, Greatest

from campaigns.models import Campaign, TitleNomination
from campaigns.queries.progress import awarded
from cases.enums import SETTLED_LINES
from cases.models import CasePayment, CaseWorkerLine
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.models import Fact, Project

_MONEY = DecimalField(max_digits=16, decimal_places=2)
WEIGHTS = {"clearance": 40, "paid": 30, "arrears": 30}
SCORING = "计分办法：三日清零率 40 分，足额发薪率 30 分，待解决欠薪 30 分（没有欠薪得满分，最多的县区得零分）；没有到期事项的清零率按满分计。"


@dataclass
class CountyFigures:
    """Counts and sums of one county; rates are None where nothing was due."""

    region: Region
    projects: int = 0
    red: int = 0
    yellow: int = 0
    blue: int = 0
    warned_projects: int = 0
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
    """Figures as of ``until`` and sums over the span, ranked; a fixed number of queries whatever the number of counties."""
    lines = {region.pk: CountyFigures(region) for region in regions}
    ids = list(lines)
    for part in (_projects, _warnings, _clearance, _arrears, _payments, _wages):
        for region_id, values in part(actor, ids, since, until):
            for name, value in values.items():
                setattr(lines[region_id], name, value or type(getattr(lines[region_id], name))(0))
    if campaign is not None:
        for region_id, count in _titles(campaign, actor).items():
            if region_id in lines:
                lines[region_id].titles = count
    return _ranked(list(lines.values()))


def _grouped(rows):
    return [(row.pop("region_id"), row) for row in rows]


def _projects(actor, ids, since, until):
    return _grouped(Project.objects.visible_to(actor).filter(region__in=ids).unfinished().order_by().values("region_id").annotate(projects=Count("pk")))


def _warnings(actor, ids, since, until):
    rows = EarlyWarning.objects.visible_to(actor).open().filter(region__in=ids).order_by().values("region_id")
    counts = {level: Count("pk", filter=Q(level=level)) for level in ("red", "yellow", "blue")}
    return _grouped(rows.annotate(warned_projects=Count("project", distinct=True), **counts))


def _clearance(actor, ids, since, until):
    rows = ClearanceItem.objects.visible_to(actor).filter(region__in=ids).order_by().values("region_id")
    in_span = Q(due_on__gte=since, due_on__lte=until)
    return _grouped(
        rows.annotate(
            due=Count("pk", filter=in_span),
            cleared=Count("pk", filter=in_span & Q(cleared_on__lte=F("due_on"))),
            overdue=Count("pk", filter=Q(due_on__lt=until) & (Q(cleared_on__isnull=True) | Q(cleared_on__gt=until))),
        )
    )


def _arrears(actor, ids, since, until):
    rows = CaseWorkerLine.objects.visible_to(actor).filter(region__in=ids).exclude(state__in=SETTLED_LINES).order_by().values("region_id")
    left = Greatest(Coalesce("verified", "claimed") - F("paid"), Decimal(0), output_field=_MONEY)
    return _grouped(rows.annotate(owed=Sum(left, output_field=_MONEY), owed_people=Count("pk")))


def _payments(actor, ids, since, until):
    rows = CasePayment.objects.visible_to(actor).filter(region__in=ids, paid_on__gte=since, paid_on__lte=until).order_by().values("region_id")
    # The names differ from the columns they sum.
    return [(r["region_id"], {"paid": r["total"], "paid_people": r["people"]}) for r in rows.annotate(total=Sum("amount"), people=Count("line", distinct=True))]


def _wages(actor, ids, since, until):
    rows = Fact.objects.visible_to(actor).filter(region__in=ids, item="payment_month").order_by().values("region_id")
    return _grouped(rows.annotate(wage_due=Count("pk"), wage_full=Count("pk", filter=~Q(value__full_paid_on=None))))


def _titles(campaign: Campaign, actor: Actor) -> dict[int, int]:
    uids = awarded(campaign, actor)
    rows = TitleNomination.objects.visible_to(actor).filter(campaign=campaign, uid__in=uids).order_by().values("region_id").annotate(n=Count("pk"))
    return {row["region_id"]: row["n"] for row in rows}


def _ranked(lines: list[CountyFigures]) -> list[CountyFigures]:
    most = max((line.owed for line in lines), default=Decimal(0))
    for line in lines:
        clearance = line.clearance_rate if line.clearance_rate is not None else Decimal(1)
        paid = line.paid_rate if line.paid_rate is not None else Decimal(1)
        free = 1 - line.owed / most if most else Decimal(1)
        line.score = (clearance * WEIGHTS["clearance"] + paid * WEIGHTS["paid"] + free * WEIGHTS["arrears"]).quantize(Decimal("0.1"))
    lines.sort(key=lambda line: (-line.score, line.region.code))
    for rank, line in enumerate(lines, start=1):
        line.rank = rank
    return lines
