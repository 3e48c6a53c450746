"""Work of this room that runs in the background."""

import datetime as dt

from portal.documents.actions.mark_overdue import mark_overdue
from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.tenancy.scope import Actor, acting


@handler("documents.overdue")
def lapse_replies(job: RunningJob, actor: Actor) -> dict:
    """Daily: answers that were due by the evening before the job's day."""
    at = clock.start_of(dt.date.fromisoformat(job.payload["period"]))
    with acting(actor):
        return {"overdue": mark_overdue(actor=actor, at=at)}
