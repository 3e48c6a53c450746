"""The leading-group dashboard: how the counties stand, each figure with the address of its rows."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from campaigns.models import Campaign
from campaigns.queries.county_figures import SCORING, CountyFigures, county_figures
from campaigns.queries.weekly_trend import Week, weekly_trend
from portal.dashboard.duties import Duty, duties, table_url
from portal.dashboard.funnel import Step, funnel, rows_of
from portal.dashboard.tiles import Tiles, tiles
from portal.dashboard.warned import LEVELS, warned_by_county
from portal.lib.show import rate, ten_thousand
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

SPANS = (("day", "今日"), ("week", "本周"), ("campaign", "专项行动期"))
WORDS = {"red": "红", "yellow": "黄", "blue": "蓝"}


@dataclass(frozen=True)
class Total:
    """The line under the ranking."""

    projects: int
    levels: Counter
    due: int
    cleared: int
    overdue: int
    wage_due: int
    wage_full: int
    owed: Decimal
    owed_people: int
    paid: Decimal
    paid_people: int
    titles: int

    @property
    def clearance_rate(self) -> Decimal | None:
        return Decimal(self.cleared) / self.due if self.due else None

    @property
    def paid_rate(self) -> Decimal | None:
        return Decimal(self.wage_full) / self.wage_due if self.wage_due else None


@dataclass(frozen=True)
class Overview:
    """Everything the page and the wall show."""

    region: Region
    span: str
    since: dt.date
    until: dt.date
    campaign: Campaign | None
    lines: list[CountyFigures]
    total: Total
    strip: list[dict]
    tiles: Tiles
    trend: dict
    funnel: list[Step]
    duties: list[Duty]
    table_url: str
    scoring: str = SCORING

    @property
    def campaign_week(self) -> int:
        """Which week of the campaign it is."""
        return (self.until - self.campaign.starts_on).days // 7 + 1 if self.campaign else 0

    @property
    def longest(self) -> int:
        """The count of the funnel's longest bar."""
        return max((step.count for step in self.funnel), default=0)

    @property
    def goal(self) -> int:
        """The goal of the counties that have one; 0 where no campaign runs or nobody has said whom it binds."""
        return max((line.goal for line in self.lines), default=0)


def overview(actor: Actor, region: Region, *, on: dt.date, span: str = "week") -> Overview:
    """The figures of a span for every county below the region: a fixed number of queries whatever the number of counties."""
    campaign = Campaign.objects.visible_to(actor).running(on).filter(region__in=region.ancestor_ids).first()
    if span == "campaign" and campaign is None:
        span = "week"
    since = _since(span, on, campaign)
    counties = list(Region.objects.subtree(region).counties().filter(pk__in=actor.scope.read_regions))
    ids = [county.pk for county in counties]
    lines = county_figures(counties, actor=actor, since=since, until=on, campaign=campaign)
    warned, total = warned_by_county(actor, ids), total_of(lines)
    return Overview(
        region=region,
        span=span,
        since=since,
        until=on,
        campaign=campaign,
        lines=lines,
        total=total,
        strip=_strip(total, sum(warned.values(), Counter()), lines, since, on),
        tiles=tiles(lines, warned),
        trend=chart(weekly_trend(counties, actor=actor, until=on)),
        funnel=funnel(actor, ids, since, on),
        duties=duties(actor, campaign, lines, on),
        table_url=table_url(campaign),
    )


def _since(span: str, on: dt.date, campaign: Campaign | None) -> dt.date:
    if span == "day":
        return on
    if span == "campaign" and campaign:
        return campaign.starts_on
    return on - dt.timedelta(days=on.weekday())


def total_of(lines: list[CountyFigures]) -> Total:
    """The sums; rates are made of sums, never averaged."""
    counted = ("projects", "due", "cleared", "overdue", "wage_due", "wage_full", "owed_people", "paid_people", "titles")
    money = {name: sum((getattr(line, name) for line in lines), Decimal("0.00")) for name in ("owed", "paid")}
    levels = Counter({level: sum(getattr(line, level) for line in lines) for level in LEVELS})
    return Total(levels=levels, **money, **{name: sum(getattr(line, name) for line in lines) for name in counted})


def _strip(total: Total, warned: Counter, lines: list[CountyFigures], since: dt.date, until: dt.date) -> list[dict]:
    desk, span = reverse("clearance_desk"), f"{since.isoformat()}&due_on_before={until.isoformat()}"
    paid = rows_of("paid", paid_on_after=since.isoformat(), paid_on_before=until.isoformat())
    return [
        {"label": "待解决欠薪", "value": ten_thousand(total.owed), "unit": "万元", "note": f"{total.owed_people} 人", "url": rows_of("owing"), "grow": 1},
        {
            "label": "有预警的在建项目",
            "value": warned.total(),
            "unit": f"/ {total.projects}",
            "marks": [(level, f"{WORDS[level]} {warned[level]}") for level in LEVELS],
            "url": rows_of("warned"),
            "grow": 2,
        },
        {"label": "三日清零率", "value": rate(total.clearance_rate), "note": f"到期 {total.due} 件", "url": f"{desk}?state=all&due_on_after={span}"},
        {"label": "超期未清", "value": total.overdue, "unit": "件", "url": f"{desk}?overdue=on"},
        {"label": "追发到位", "value": ten_thousand(total.paid), "unit": "万元", "note": f"{total.paid_people} 人", "url": paid, "grow": 1},
        {"label": "足额发薪", "value": rate(total.paid_rate), "note": f"{total.wage_full} / {total.wage_due} 个项目", "url": rows_of("wages")},
    ]


def chart(weeks: list[Week]) -> dict:
    """Bars: warnings open at each week's end by level; line: the clearance rate of the week."""
    bars = [
        {"name": f"{WORDS[level]}（条）", "values": [getattr(week, level) for week in weeks], "kind": "bar", "stack": "open", "colour": level}
        for level in LEVELS
    ]
    rates = [None if week.rate is None else float(week.rate) for week in weeks]
    last = next((value for value in reversed(rates) if value is not None), None)
    line = {"name": "清零率（%）", "values": rates, "kind": "line", "right": True, "colour": "ink", "end_label": f"{last}%" if last is not None else ""}
    return {"id": "trend", "labels": [f"{week.until:%m-%d}" for week in weeks], "series": [*bars, line]}
