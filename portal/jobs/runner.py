"""Claim, run and finish one job under lease and fence."""

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.module_loading import import_string

from portal.jobs.handlers import handler_of
from portal.jobs.models import Job, JobState
from portal.jobs.queue import wake
from portal.lib.errors import Refused

logger = logging.getLogger(__name__)

LEASE_SECONDS = 300
TAKEN = "taken"

# An earlier open job of the same serial group must be finished first; attempts are counted before the work starts,
# so that work which kills its process ends on the dead page and not in a loop.
CLAIM = """
UPDATE jobs_job AS j
   SET state = 'running', attempts = attempts + 1, fence = fence + 1, started_at = now(),
       lease_until = now() + make_interval(secs => %(lease)s)
 WHERE j.id = %(id)s
   AND (j.state = 'pending' OR (j.state = 'running' AND j.lease_until < now()))
   AND j.attempts < j.max_attempts
   AND NOT EXISTS (SELECT 1 FROM jobs_job e WHERE j.serial <> '' AND e.serial = j.serial AND e.id < j.id AND e.state IN ('pending', 'running'))
RETURNING fence
"""


class LostLease(RuntimeError):
    """Another worker has taken the job over; this one must write nothing more."""


@dataclass
class RunningJob:
    """What a handler sees of its job."""

    pk: int
    uid: Any
    kind: str
    key: str
    payload: dict
    region_id: int | None
    fence: int
    serial: str

    def progress(self, done: int, total: int) -> None:
        """Show how far the work is and renew the lease; raises LostLease for a worker that was overtaken."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE jobs_job SET done_units = %s, total_units = %s, lease_until = now() + make_interval(secs => %s)"
                " WHERE id = %s AND fence = %s AND state = 'running'",
                [done, total, LEASE_SECONDS, self.pk, self.fence],
            )
            if cursor.rowcount != 1:
                raise LostLease(self.kind)


def run(job_id: int) -> str:
    """Run the job if it can be claimed; returns its state, or "taken" when somebody else has it."""
    running = _claim(job_id)
    if running is None:
        return TAKEN
    state = _execute(running)
    if running.serial and state not in (TAKEN, JobState.PENDING):
        _wake_next(running.serial)
    return state


def _execute(running: RunningJob) -> str:
    try:
        actor = import_string(settings.PORTAL_JOB_ACTOR)(running.pk)
        result = handler_of(running.kind)(running, actor)
        return _finish(running, JobState.DONE, result=result)
    except LostLease:
        return TAKEN
    except Refused as refusal:
        return _finish(running, JobState.REFUSED, error=refusal.reason, result={"refused": refusal.reason, "code": refusal.code})
    except Exception as fault:
        logger.exception("job %s failed", running.kind)
        return _fail(running, fault)


def _wake_next(serial: str) -> None:
    """The next of the group waited for this one; the sweeper would find it too, a minute later."""
    following = Job.objects.filter(serial=serial, state=JobState.PENDING).order_by("id").values_list("pk", flat=True).first()
    if following is not None:
        wake(following)


def _claim(job_id: int) -> RunningJob | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"id": job_id, "lease": LEASE_SECONDS})
        row = cursor.fetchone()
    if row is None:
        return None
    job = Job.objects.get(pk=job_id)
    return RunningJob(job.pk, job.uid, job.kind, job.key, job.payload, job.region_id, row[0], job.serial)


def _fail(running: RunningJob, fault: Exception) -> str:
    job = Job.objects.get(pk=running.pk)
    # The kind of the fault without its text: that may hold the data of the row that caused it.
    where = f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins.")[:80]
    if job.attempts >= job.max_attempts:
        return _finish(running, JobState.DEAD, error=where)
    Job.objects.filter(pk=running.pk, fence=running.fence).update(state=JobState.PENDING, error=where, lease_until=None)
    return JobState.PENDING


def _finish(running: RunningJob, state: str, *, result: dict | None = None, error: str = "") -> str:
    now = models.functions.Now()
    with transaction.atomic():  # a result that is no JSON must not take an outer transaction with it
        changed = Job.objects.filter(pk=running.pk, fence=running.fence, state=JobState.RUNNING).update(
            state=state, result=result, error=error, finished_at=now, lease_until=None
        )
    return state if changed else TAKEN
