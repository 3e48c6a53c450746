"""Find what was lost: pending jobs nobody was told of, running jobs whose worker died."""

from django.db import connection

from portal.jobs.models import Job, JobState
from portal.jobs.queue import wake

PENDING_FOR_SECONDS = 20


def sweep() -> dict[str, int]:
    """Bury jobs that used up their attempts, wake the rest. Safe to run anywhere, any number of times."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_job SET state = 'dead', finished_at = now(), error = coalesce(nullif(error, ''), '执行进程中断')"
            " WHERE state = 'running' AND lease_until < now() AND attempts >= max_attempts"
        )
        buried = cursor.rowcount
        cursor.execute(
            "SELECT id FROM jobs_job WHERE (state = 'pending' AND created_at < now() - make_interval(secs => %s))"
            " OR (state = 'running' AND lease_until < now()) ORDER BY id LIMIT 500",
            [PENDING_FOR_SECONDS],
        )
        waiting = [row[0] for row in cursor.fetchall()]
    for job_id in waiting:
        wake(job_id)
    return {"buried": buried, "woken": len(waiting)}


def open_jobs() -> int:
    return Job.objects.filter(state__in=[JobState.PENDING, JobState.RUNNING]).count()
