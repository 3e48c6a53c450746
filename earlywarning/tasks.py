"""Scheduled work: the period is the day."""

import datetime as dt

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.actions.make_forecasts import SEASON, make_forecasts, next_festival, settle_forecasts
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.run_hours import run_hours
from earlywarning.actions.scan import scan
from earlywarning.actions.scan_urgent import scan_urgent
from earlywarning.models import Scan
from portal.jobs.handlers import handler
from portal.lib import clock


@handler("earlywarning.scan", "每日预警扫描")
def daily_scan(job, actor) -> dict:
    """Scan every tenant as of the day of the period."""
    return scan(import_string(settings.PORTAL_RULES), on=dt.date.fromisoformat(job.payload["period"]), at=clock.now())


@handler("earlywarning.urgent", "童工即时预警")
def urgent_scan(job, actor) -> dict:
    """Every few minutes: what cannot wait for the night."""
    return scan_urgent(import_string(settings.PORTAL_RULES), on=clock.today(), at=clock.now())


@handler("earlywarning.hours", "按小时清零、红色未响应、回头看到期")
def hourly_clocks(job, actor) -> dict:
    """As of now: a span that was missed is caught up by the next one."""
    return run_hours(at=clock.now(), on=clock.today())


@handler("earlywarning.clear", "三日清零日结")
def daily_clearance(job, actor) -> dict:
    """Freeze the ledger of the day before, then escalate and open the ledger of the day of the period.

    After a standstill the days are caught up kind by kind: a day is frozen only when its own scan has been, and never by the run that opens it.
    """
    day = dt.date.fromisoformat(job.payload["period"])
    before = day - dt.timedelta(days=1)
    if Scan.objects.is_owed(before):
        scan(import_string(settings.PORTAL_RULES), on=before, at=clock.now())
    run_clearance(on=before, at=clock.now(), today=clock.today())
    return run_clearance(on=day, at=clock.now(), today=day)


@handler("earlywarning.forecast", "节前预测")
def weekly_forecast(job, actor) -> dict:
    """On Mondays of the season before the festival; what it said last year is settled when the festival is over."""
    day = dt.date.fromisoformat(job.payload["period"])
    result = settle_forecasts(on=day)
    if day.weekday() == 0 and (next_festival(day) - day).days <= SEASON:
        result |= make_forecasts(on=day)
    return result
