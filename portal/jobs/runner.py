"""Claim, run and finish one job under lease and fence."""

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, models, transaction
from django.utils.module_loading import import_string

from portal.audit.occasion import occasioned
from portal.jobs.handlers import handler_of
from portal.jobs.lines import write_line
from portal.jobs.models import Job, JobState
from portal.jobs.pulse import LEASE_SECONDS, Pulse
from portal.jobs.queue import wake
from portal.lib import faults
from portal.lib.errors import Refused
from portal.lib.logs import kind_of, place_lines

logger = logging.getLogger(__name__)

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


class Cancelled(RuntimeError):
    """An operator has asked for the end; what the work has not committed is taken back."""


@dataclass
class RunningJob:
    """What a handler sees of its job. Without a pulse (a test, a command) everything is written at once."""

    pk: int
    uid: Any
    kind: str
    key: str
    payload: dict
    region_id: int | None
    fence: int
    serial: str
    pulse: Pulse | None = None
    is_finished: bool = False

    def finish(self, result: dict | None = None) -> None:
        """End the job inside the work's own transaction, as its last statement: both are committed or neither.

        For work whose effect cannot be repeated; without it a crash between the work's commit and the job's end runs it again.
        """
        if not _end(self, JobState.DONE, result=result):
            raise LostLease(self.kind)
        self.is_finished = True

    def progress(self, done: int, total: int) -> None:
        """Show how far the work is; raises LostLease for a worker that was overtaken and Cancelled when an operator asked.

        The last call (``done == total``) inside the work's transaction locks the job's row: the transaction commits only
        while the job is ours.
        """
        self.show(done, total)
        if self.pulse is None or done >= total or not connection.in_atomic_block:
            self._prove(done, total)

    def show(self, done: int, total: int) -> None:
        """The same without touching the row, for work that only reads: the pulse writes it down."""
        if self.pulse is None:
            return
        self.pulse.units = (done, total)
        if self.pulse.lost:
            raise LostLease(self.kind)
        if self.pulse.cancelled:
            raise Cancelled(self.kind)

    def _prove(self, done: int, total: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE jobs_job SET done_units = %s, total_units = %s, lease_until = now() + make_interval(secs => %s)"
                " WHERE id = %s AND fence = %s AND state = 'running' RETURNING cancel_asked_at",
                [done, total, LEASE_SECONDS, self.pk, self.fence],
            )
            row = cursor.fetchone()
        if row is None:
            raise LostLease(self.kind)
        if row[0] is not None:
            raise Cancelled(self.kind)

    def log(self, text: str) -> None:
        """A line for the job's page; with a pulse it stays even when the work is taken back."""
        if self.pulse is None:
            write_line(self.pk, text)
        else:
            self.pulse.lines.append(text)


def run(job_id: int, *, beating: bool = False) -> str:
    """Run the job if it can be claimed; returns its state, or "taken" when somebody else has it.

    ``beating``: renew the lease from a thread meanwhile, as a worker does.
    """
    running = _claim(job_id)
    if running is None:
        return TAKEN
    with structlog.contextvars.bound_contextvars(job=str(running.uid), kind=running.kind), _heart(running, beating):
        state = _execute(running)
    if running.serial and state not in (TAKEN, JobState.PENDING):
        _wake_next(running.serial)
    return state


@contextlib.contextmanager
def _heart(running: RunningJob, beating: bool) -> Iterator[None]:
    if not beating:
        yield
        return
    with Pulse(running.pk, running.fence) as running.pulse:
        yield


def _execute(running: RunningJob) -> str:
    write_line(running.pk, "开始执行")
    try:
        actor = import_string(settings.PORTAL_JOB_ACTOR)(running.pk)
        with occasioned(cause=running.kind, request_id=str(running.uid)):
            result = handler_of(running.kind)(running, actor)
        return _tell_end(running, JobState.DONE) if running.is_finished else _finish(running, JobState.DONE, result=result)
    except LostLease:
        return TAKEN
    except Cancelled:
        return _finish(running, JobState.CANCELLED, error="已按要求取消")
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
    what, where = kind_of(fault)[:80], "\n".join(place_lines(fault))
    if job.attempts >= job.max_attempts:
        return _finish(running, JobState.DEAD, error=what, place=where)
    # Only while it still runs: a commit whose answer was lost may have ended it.
    rows = Job.objects.filter(pk=running.pk, fence=running.fence, state=JobState.RUNNING)
    if not rows.update(state=JobState.PENDING, error=what, place=where, lease_until=None):
        return TAKEN
    write_line(running.pk, f"第 {job.attempts} 次没有成功：{faults.in_words(what)}，稍后再试")
    return JobState.PENDING


def _finish(running: RunningJob, state: str, *, result: dict | None = None, error: str = "", place: str = "") -> str:
    with transaction.atomic():  # a result that is no JSON must not take an outer transaction with it
        is_ours = _end(running, state, result=result, error=error, place=place)
    return _tell_end(running, state) if is_ours else TAKEN


def _end(running: RunningJob, state: str, *, result: dict | None = None, error: str = "", place: str = "") -> bool:
    """Write the end, if the job is still ours."""
    rows = Job.objects.filter(pk=running.pk, fence=running.fence, state=JobState.RUNNING)
    return bool(rows.update(state=state, result=result, error=error, place=place, finished_at=models.functions.Now(), lease_until=None))


def _tell_end(running: RunningJob, state: str) -> str:
    for line in running.pulse.lines if running.pulse else ():
        write_line(running.pk, line)
    write_line(running.pk, f"结束：{JobState(state).label}")
    return state
