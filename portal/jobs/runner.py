"""Claim, run and finish one job under lease and fence."""

import logging
import traceback
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils.module_loading import import_string

from portal.jobs.handlers import handler_of
from portal.jobs.models import Job, JobState
from portal.lib.errors import Refused

logger = logging.getLogger(__name__)

LEASE_SECONDS = 300

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
        return "taken"
    try:
        actor = import_string(settings.PORTAL_JOB_ACTOR)(job_id)
        result = handler_of(running.kind)(running, actor)
    except LostLease:
        return "taken"
    except Refused as refusal:
        return _finish(running, JobState.REFUSED, error=refusal.reason, result={"refused": refusal.reason, "code": refusal.code})
    except Exception:
        logger.exception("job %s failed", running.kind)
        return _fail(running)
    return _finish(running, JobState.DONE, result=result)


def _claim(job_id: int) -> RunningJob | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"id": job_id, "lease": LEASE_SECONDS})
        row = cursor.fetchone()
    if row is None:
        return None
    job = Job.objects.get(pk=job_id)
    return RunningJob(job.pk, job.uid, job.kind, job.key, job.payload, job.region_id, row[0])


def _fail(running: RunningJob) -> str:
    job = Job.objects.get(pk=running.pk)
    # The last line names the fault without the data of the row that caused it.
    where = traceback.format_exc().strip().splitlines()[-1][:80].split(":")[0]
    if job.attempts >= job.max_attempts:
        return _finish(running, JobState.DEAD, error=where)
    Job.objects.filter(pk=running.pk, fence=running.fence).update(state=JobState.PENDING, error=where, lease_until=None)
    return JobState.PENDING


def _finish(running: RunningJob, state: str, *, result: dict | None = None, error: str = "") -> str:
    now = models.functions.Now()
    changed = Job.objects.filter(pk=running.pk, fence=running.fence, state=JobState.RUNNING).update(
        state=state, result=result, error=error, finished_at=now, lease_until=None
    )
    return state if changed else "taken"
