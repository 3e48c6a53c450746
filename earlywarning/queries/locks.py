"""One scan or clearance run at a time."""

from django.db import connection

_LOCK = 7_300_001


def lock_runs() -> None:
    """Wait for a run under way; the lock lasts until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
