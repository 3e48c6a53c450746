"""周调度通报: freeze the week's figures, let a job print them."""

import datetime as dt
import re
import uuid
from decimal import Decimal

from django.db import transaction

from campaigns.enums import BulletinState
from campaigns.goals import title_goal
from campaigns.models import Campaign, WeeklyProgressBulletin
from campaigns.queries.county_figures import CountyFigures, county_figures
from campaigns.queries.ladder_measures import Taken, measures_taken
from campaigns.queries.weekly_trend import Week, weekly_trend
from earlywarning.enums import Measure
from portal.accounts.rights import require
from portal.audit.log import record
from portal.audit.models import DayHead
from portal.jobs.queue import enqueue
from portal.lib.errors import Refused
from portal.lib.show import rate, ten_thousand
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

MOST_MEASURES = 20  # a bulletin of two sheets names so many; it counts them all
_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")


def week_days(week: str) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of an ISO week such as 2026-W47."""
    match = _WEEK.match(week)
    try:
        monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except (TypeError, ValueError):
        raise Refused("周要写成 2026-W47 的样子。", "bad_week") from None
    return monday, monday + dt.timedelta(days=6)


def bulletin_figures(*, actor: Actor, region: Region, week: str, on: dt.date) -> dict:
    """The figures of a week as JSON: ranking by county, totals, twelve weeks, and the campaign that runs.

    Sums are those of the week, up to ``on``; what stands open (projects, warnings, arrears) is as of ``on``, and the paper says so.
    """
    since, until = week_days(week)
    until = min(until, on)
    if since > on:
        raise Refused("这一周还没有开始。", "future")
    counties = list(Region.objects.subtree(region).counties().filter(pk__in=actor.scope.read_regions))
    campaign = Campaign.objects.visible_to(actor).running(until).filter(region__in=region.ancestor_ids).first()
    lines = county_figures(counties, actor=actor, since=since, until=until, campaign=campaign)
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "as_of": on.isoformat(),
        "campaign": campaign.name if campaign else "",
        "campaign_week": (until - campaign.starts_on).days // 7 + 1 if campaign else None,
        "goal": title_goal(campaign, until).number,
        "lines": [_line(line) for line in lines],
        "total": _total(lines),
        "measures": _measures(measures_taken(counties, actor=actor, since=since, until=until)),
        "ledger": _ledger_head(),
        "trend": [_week(found) for found in weekly_trend(counties, actor=actor, until=until)],
    }


@transaction.atomic
def make_bulletin(*, actor: Actor, region: Region, week: str, at: dt.datetime) -> WeeklyProgressBulletin:
    """Freeze the week's figures and enqueue the print; the same week again prints anew from fresh figures."""
    require(actor, "campaigns.bulletin")
    figures = bulletin_figures(actor=actor, region=region, week=week, on=at.date())
    row, _ = (
        WeeklyProgressBulletin.objects.visible_to(actor)
        .select_for_update()
        .update_or_create(
            region=region,
            week=week,
            defaults={"figures": figures, "state": BulletinState.PENDING, "made_by": actor.name, "made_at": at, "job_uid": uuid.uuid4()},
        )
    )
    job = enqueue("campaigns.print_bulletin", key=str(row.job_uid), payload={"bulletin": str(row.uid)}, actor=actor, region_id=region.pk)
    WeeklyProgressBulletin._base_manager.filter(pk=row.pk).update(job_uid=job.uid)
    row.job_uid = job.uid
    record(actor, "campaigns.make_bulletin", row, detail={"week": week})
    return row


def _ledger_head() -> dict:
    """The newest day head of the audit trail's chain: on paper in many hands nobody can change it any more."""
    head = DayHead.objects.first()
    return {"day": head.day.isoformat(), "text": head.text} if head else {}


def _measures(found: list[Taken]) -> dict:
    """How many of each kind, and the gravest of them by name: who is 通报'd stands in print."""
    counts = [{"word": kind.label, "count": sum(taken.rung.measure == kind for taken in found)} for kind in Measure]
    lines = [
        {
            "county": taken.county, "matter": taken.rung.item.title, "project": taken.rung.item.project_name,
            "days_late": taken.days_late, "measure": taken.rung.get_measure_display(), "upon": taken.upon, "on": taken.rung.on.isoformat(),
        }
        for taken in found[:MOST_MEASURES]
    ]  # fmt: skip
    return {"counts": counts, "lines": lines, "left": max(0, len(found) - MOST_MEASURES)}


def _week(week: Week) -> dict:
    percent = None if week.rate is None else str(week.rate)
    return {"until": week.until.isoformat(), "red": week.red, "yellow": week.yellow, "blue": week.blue, "rate": percent}


def _line(line: CountyFigures) -> dict:
    return {
        "rank": line.rank,
        "name": line.region.name,
        "projects": line.projects,
        "red": line.red,
        "yellow": line.yellow,
        "blue": line.blue,
        "clearance_rate": rate(line.clearance_rate),
        "paid_rate": rate(line.paid_rate),
        "owed": ten_thousand(line.owed),
        "owed_people": line.owed_people,
        "overdue": line.overdue,
        "titles": line.titles,
        "goal": line.goal,
        "score": str(line.score),
    }


def _total(lines: list[CountyFigures]) -> dict:
    due, cleared = sum(x.due for x in lines), sum(x.cleared for x in lines)
    wage_due, wage_full = sum(x.wage_due for x in lines), sum(x.wage_full for x in lines)
    return {
        "projects": sum(x.projects for x in lines),
        **{level: sum(getattr(x, level) for x in lines) for level in ("red", "yellow", "blue", "overdue", "owed_people", "paid_people", "titles")},
        "clearance_rate": rate(Decimal(cleared) / due if due else None),
        "paid_rate": rate(Decimal(wage_full) / wage_due if wage_due else None),
        "owed": ten_thousand(sum((x.owed for x in lines), Decimal(0))),
        "paid": ten_thousand(sum((x.paid for x in lines), Decimal(0))),
    }
