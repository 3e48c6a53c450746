"""Put work on the queue: the row first, the wake-up call after the commit."""

import logging
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from portal.jobs.models import Job, JobState

logger = logging.getLogger(__name__)


def enqueue(kind: str, *, key: str, payload: dict, actor: Any, region_id: int | None = None, serial: str = "", max_attempts: int = 3) -> Job:
    """Write the job in the caller's transaction and wake a worker when it commits.

    The same (kind, key) again returns the first job. ``serial``: jobs of one group run one after another, in order.
    """
    job, created = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "payload": payload,
            "region_id": region_id,
            "membership_id": getattr(actor, "membership_id", None),
            "actor_name": getattr(actor, "name", "") or "系统",
            "serial": serial,
            "max_attempts": max_attempts,
        },
    )
    if created:
        transaction.on_commit(lambda: wake(job.pk))
    return job


def wake(job_id: int) -> None:
    """Tell a worker; a broker that is down costs at most a minute, because the sweeper finds the row."""
    try:
        import_string(settings.PORTAL_WAKE)(job_id)
    except Exception:  # the message is only a wake-up call; the row is the truth
        logger.warning("broker unavailable, job %s waits for the sweeper", job_id)


def retry(job: Job) -> bool:
    """Give a dead, refused or cancelled job another set of attempts (an operator's act); False when it is none of these."""
    ended = [JobState.DEAD, JobState.REFUSED, JobState.CANCELLED]
    changed = Job.objects.filter(pk=job.pk, state__in=ended).update(
        state=JobState.PENDING, attempts=0, error="", place="", lease_until=None, finished_at=None, cancel_asked_at=None
    )
    transaction.on_commit(lambda: wake(job.pk))
    return bool(changed)


def cancel(job: Job) -> bool:
    """End a waiting job now; ask a running one to end at its next step. False when it has ended already."""
    now = models.functions.Now()
    if Job.objects.filter(pk=job.pk, state=JobState.PENDING).update(state=JobState.CANCELLED, finished_at=now, cancel_asked_at=now, error="已按要求取消"):
        return True
    return bool(Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_asked_at=now))
