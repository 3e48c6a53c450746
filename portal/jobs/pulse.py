"""The heartbeat of a running job: a thread with a connection of its own that renews the lease, so that the lease may be short.

A killed worker's job is free again within seconds, while work that takes minutes keeps its lease as long as its process lives.
"""

import logging
import threading
from collections import deque

from django.db import Error, connection

from portal.jobs.lines import write_line

logger = logging.getLogger(__name__)

LEASE_SECONDS = 12
BEAT_SECONDS = 3

# A row that the work itself has locked (the proof at the end of its transaction) is left alone; nobody else can take it then.
RENEW = """
UPDATE jobs_job SET lease_until = now() + make_interval(secs => %(lease)s), done_units = coalesce(%(done)s, done_units), total_units = coalesce(%(total)s, total_units)
 WHERE id = (SELECT id FROM jobs_job WHERE id = %(id)s AND fence = %(fence)s AND state = 'running' FOR UPDATE SKIP LOCKED)
"""


class Pulse:
    """Beats while the work runs. ``lost`` and ``cancelled`` tell the work what the database said."""

    def __init__(self, job_id: int, fence: int) -> None:
        self.job_id, self.fence = job_id, fence
        self.units: tuple[int | None, int | None] = (None, None)
        self.lines: deque[str] = deque()
        self.lost = self.cancelled = False
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"pulse-{job_id}", daemon=True)

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._end.set()
        self._thread.join(BEAT_SECONDS)

    def _run(self) -> None:
        while not self._end.wait(BEAT_SECONDS):
            try:
                self.beat()
            except Error as fault:  # the next beat may find the database again; without it the lease runs out by itself
                logger.warning("heartbeat of job %s: %s", self.job_id, type(fault).__name__)
                connection.close()
        connection.close()

    def beat(self) -> None:
        """Renew the lease, write down how far the work is, and ask whether it is still ours."""
        done, total = self.units
        with connection.cursor() as cursor:
            cursor.execute(RENEW, {"lease": LEASE_SECONDS, "done": done, "total": total, "id": self.job_id, "fence": self.fence})
            cursor.execute("SELECT fence = %s AND state = 'running', cancel_asked_at IS NOT NULL FROM jobs_job WHERE id = %s", [self.fence, self.job_id])
            ours, self.cancelled = cursor.fetchone() or (False, False)
            self.lost = not ours
        while ours and self.lines:
            write_line(self.job_id, self.lines.popleft())
