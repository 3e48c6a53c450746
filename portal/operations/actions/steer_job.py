"""Try a job again, or end it: acts of an administrator on the jobs of his regions, of the operator on those of the timetable."""

import datetime as dt

from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs import queue
from portal.jobs.lines import write_line
from portal.jobs.models import Job
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def retry_job(*, actor: Actor, job: Job, at: dt.datetime) -> Job:
    """Another set of attempts for a job that failed, was refused or was cancelled."""
    _require(actor, job)
    if not queue.retry(job):
        raise Refused(f"这个任务现在是“{job.get_state_display()}”，不需要重试。", "not_ended")
    return _noted(actor, job, "operations.retry_job", f"{actor.name} 要求重试")


def cancel_job(*, actor: Actor, job: Job, reason: str, at: dt.datetime) -> Job:
    """A waiting job ends now, a running one at its next step; what it has not finished is taken back."""
    _require(actor, job)
    if not queue.cancel(job):
        raise Refused("这个任务已经结束，不能取消。", "ended")
    return _noted(actor, job, "operations.cancel_job", f"{actor.name} 要求取消：{reason}")


def _require(actor: Actor, job: Job) -> None:
    """One's own regions'; what belongs to no tenant is the operator's alone."""
    require(actor, "operations.steer_jobs")
    if job.region_id is None and job.membership_id is None:
        require(actor, "operations.timetable_jobs")
    elif job.region_id not in actor.scope.read_regions:
        raise Refused("这个任务不在您的辖区内。", "not_yours")


def _noted(actor: Actor, job: Job, verb: str, text: str) -> Job:
    write_line(job.pk, text)
    record(actor, verb, job, detail={"kind": job.kind, "text": text})
    job.refresh_from_db()
    return job
