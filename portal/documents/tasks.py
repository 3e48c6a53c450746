"""Work of this room that runs in the background."""

import datetime as dt

from portal.documents.actions.make_export import expire_exports, make_export
from portal.documents.actions.mark_overdue import mark_overdue
from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.tenancy.scope import Actor, acting


@handler("documents.overdue", "文书回复到期")
def lapse_replies(job: RunningJob, actor: Actor) -> dict:
    """Daily: answers that were due by the evening before the job's day."""
    at = clock.start_of(dt.date.fromisoformat(job.payload["period"]))
    with acting(actor):
        return {"overdue": mark_overdue(actor=actor, at=at)}


@handler("documents.export", "导出清单")
def run_export(job: RunningJob, actor: Actor) -> dict:
    """One list, as the person who asked for it."""
    return make_export(actor=actor, uid=job.payload["download"], at=clock.now(), show=job.show, prove=job.progress)


@handler("documents.expire_exports", "下载到期清理")
def run_expiry(job: RunningJob, actor: Actor) -> dict:
    """Each ten minutes: files and requests whose time is over."""
    return expire_exports(actor=actor, at=clock.now())
