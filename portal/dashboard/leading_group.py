"""The leading-group dashboard: how the counties stand, each figure with the address of its rows."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from campaigns.models import Campaign
from campaigns.queries.county_figures import SCORING, CountyFigures, county_figures
from earlywarning.models import ClearanceDay
from portal.lib.show import rate, ten_thousand
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

SPANS = (("day", "今日"), ("week", "本周"), ("campaign", "专项行动期"))


@dataclass(frozen=True)
class Overview:
    """Everything the page and the wall show."""

    region: Region
    span: str
    since: dt.date
    until: dt.date
    campaign: Campaign | None
    lines: list[CountyFigures]
    strip: list[dict]
    trend: dict
    scoring: str = SCORING


def overview(actor: Actor, region: Region, *, on: dt.date, span: str = "week") -> Overview:
    """The figures of a span for every county below the region: fixed number of queries, summary tables only."""
    campaign = Campaign.objects.visible_to(actor).running(on).filter(region__in=region.ancestor_ids).first()
    since = _since(span, on, campaign)
    counties = list(Region.objects.subtree(region).counties().filter(pk__in=actor.scope.read_regions))
    lines = county_figures(counties, actor=actor, since=since, until=on, campaign=campaign)
    return Overview(region, span, since, on, campaign, lines, _strip(lines, campaign), _trend(actor, counties, on))


def _since(span: str, on: dt.date, campaign: Campaign | None) -> dt.date:
    if span == "day":
        return on
    if span == "campaign" and campaign:
        return campaign.starts_on
    return on - dt.timedelta(days=on.weekday())


def _strip(lines: list[CountyFigures], campaign: Campaign | None) -> list[dict]:
    owed, people = sum((x.owed for x in lines), Decimal(0)), sum(x.owed_people for x in lines)
    due, cleared = sum(x.due for x in lines), sum(x.cleared for x in lines)
    paid, paid_people = sum((x.paid for x in lines), Decimal(0)), sum(x.paid_people for x in lines)
    levels = [(level, f"{words} {sum(getattr(x, level) for x in lines)}") for level, words in (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))]
    parts = [
        {"label": "待解决欠薪", "value": ten_thousand(owed), "unit": "万元", "note": f"{people} 人", "url": reverse("case_list")},
        {
            "label": "有预警的在建项目",
            "value": sum(x.warned_projects for x in lines),
            "unit": f"/ {sum(x.projects for x in lines)}",
            "marks": levels,
            "url": reverse("warning_list"),
            "grow": 2,
        },
        {
            "label": "三日清零率",
            "value": rate(Decimal(cleared) / due) if due else "—",
            "note": f"超期 {sum(x.overdue for x in lines)} 件",
            "url": reverse("clearance_desk"),
        },
        {"label": "追发到位", "value": ten_thousand(paid), "unit": "万元", "note": f"{paid_people} 人", "url": reverse("case_list")},
    ]
    if campaign and campaign.goals.get("safe_wage_min"):
        goal = campaign.goals["safe_wage_min"]
        reached = sum(1 for x in lines if x.titles >= goal)
        parts.append({"label": f"安薪项目 ≥{goal}", "value": f"{reached}/{len(lines)}", "unit": "县（区）达标", "url": campaign.get_absolute_url()})
    return parts


def _trend(actor: Actor, counties: list[Region], on: dt.date) -> dict:
    """The last 14 days of the frozen ledger: opened, cleared and the day's outstanding, for the chart."""
    since = on - dt.timedelta(days=13)
    days: dict[dt.date, list[int]] = {since + dt.timedelta(days=n): [0, 0, 0] for n in range(14)}
    for row in ClearanceDay.objects.visible_to(actor).filter(region__in=counties, day__range=(since, on)):
        sums = days[row.day]
        sums[0] += row.opened
        sums[1] += row.cleared_in_time + row.cleared_late
        sums[2] += row.outstanding
    columns = list(zip(*days.values(), strict=True))
    return {
        "id": "trend",
        "labels": [f"{day:%m-%d}" for day in days],
        "series": [
            {"name": "新增（件）", "values": columns[0], "kind": "bar", "colour": "2"},
            {"name": "清零（件）", "values": columns[1], "kind": "bar", "colour": "1"},
            {"name": "未清零（件）", "values": columns[2], "kind": "line", "colour": "ink"},
        ],
    }
