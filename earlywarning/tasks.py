"""Scheduled work: the period is the day."""

import datetime as dt

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.scan import scan
from portal.jobs.handlers import handler
from portal.lib import clock


@handler("earlywarning.scan", "每日预警扫描")
def daily_scan(job, actor) -> dict:
    """Scan every tenant as of the day of the period."""
    return scan(import_string(settings.PORTAL_RULES), on=dt.date.fromisoformat(job.payload["period"]), at=clock.now())


@handler("earlywarning.clear", "三日清零日结")
def daily_clearance(job, actor) -> dict:
    """Freeze the ledger of the day before, then escalate and open the ledger of the day of the period."""
    day = dt.date.fromisoformat(job.payload["period"])
    run_clearance(on=day - dt.timedelta(days=1), at=clock.now(), today=clock.today())
    return run_clearance(on=day, at=clock.now(), today=clock.today())
