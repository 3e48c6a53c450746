"""Find what was lost: pending jobs nobody was told of, running jobs whose worker died."""

from django.db import connection

from portal.jobs.models import JobState
from portal.jobs.queue import wake

PENDING_FOR_SECONDS = 20


def rescue() -> dict[str, int]:
    """Free the jobs whose lease has run out and wake workers for them; bury those that used up their attempts.

    A row that its own work has locked is passed over: that work lives. Every worker asks this each few seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_job SET state = CASE WHEN attempts >= max_attempts THEN 'dead' ELSE 'pending' END, lease_until = NULL,"
            " finished_at = CASE WHEN attempts >= max_attempts THEN now() END, error = coalesce(nullif(error, ''), '执行进程中断')"
            " WHERE id IN (SELECT id FROM jobs_job WHERE state = 'running' AND lease_until < now() ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)"
            " RETURNING id, state"
        )
        freed = cursor.fetchall()
    waiting = [job_id for job_id, state in freed if state == JobState.PENDING]
    for job_id in waiting:
        wake(job_id)
    return {"buried": len(freed) - len(waiting), "woken": len(waiting)}


def sweep() -> dict[str, int]:
    """Each minute: ``rescue``, and wake those that wait since some time. Safe to run anywhere, any number of times."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM jobs_job WHERE state = 'pending' AND created_at < now() - make_interval(secs => %s) ORDER BY id LIMIT 500", [PENDING_FOR_SECONDS]
        )
        waiting = [row[0] for row in cursor.fetchall()]
    found = rescue()
    for job_id in waiting:
        wake(job_id)
    return {"buried": found["buried"], "woken": found["woken"] + len(waiting)}
