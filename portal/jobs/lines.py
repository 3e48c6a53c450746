"""Lines of a job's log."""

from django.db import connection

from portal.lib import mask

LONGEST = 300


def write_line(job_id: int, text: str) -> None:
    """One line under the job's present attempt; numbers of persons are masked, names have no business here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_jobline (job_id, attempt, text, at) SELECT id, attempts, %s, clock_timestamp() FROM jobs_job WHERE id = %s",
            [mask.in_text(text)[:LONGEST], job_id],
        )
