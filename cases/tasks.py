"""Scheduled work of this room: the period is the day."""

import datetime as dt

from cases.actions.remind_duties import remind_duties
from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.tenancy.scope import Actor


@handler("cases.remind", "线索与案件时限提醒")
def remind(job: RunningJob, actor: Actor) -> dict:
    """Reminders of the day of the period."""
    return remind_duties(on=dt.date.fromisoformat(job.payload["period"]), at=clock.now())
