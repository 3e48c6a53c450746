"""Counters of tries and the lock of one form: single statements, so that parallel requests cannot slip through."""

import datetime as dt

from django.db import connection

from portal.lib import crypto

COUNT = """
INSERT INTO cases_intakecount (kind, key_index, span_at, count) VALUES (%(kind)s, %(key)s, %(span)s, 1)
ON CONFLICT (kind, key_index, span_at) DO UPDATE SET count = cases_intakecount.count + 1
RETURNING count
"""
STANDING = "SELECT coalesce(sum(count), 0) FROM cases_intakecount WHERE kind = %(kind)s AND key_index = %(key)s AND span_at = %(span)s"


def count(kind: str, key: str, *, at: dt.datetime, minutes: int) -> int:
    """Count one more try of this kind by this key in the present span; returns how many there are now."""
    return _one(COUNT, kind, key, at, minutes)


def standing(kind: str, key: str, *, at: dt.datetime, minutes: int) -> int:
    """How many tries were counted in the present span."""
    return _one(STANDING, kind, key, at, minutes)


def _one(sql: str, kind: str, key: str, at: dt.datetime, minutes: int) -> int:
    # The key (a network address) is kept as a keyed hash only.
    with connection.cursor() as cursor:
        cursor.execute(sql, {"kind": kind, "key": crypto.blind("secret", f"intake {key}"), "span": span_of(at, minutes)})
        return int(cursor.fetchone()[0])


def span_of(at: dt.datetime, minutes: int) -> dt.datetime:
    """The start of the span of so many minutes that contains the instant."""
    seconds = int(at.timestamp())
    return dt.datetime.fromtimestamp(seconds - seconds % (minutes * 60), tz=dt.UTC)


def lock(key: int) -> None:
    """Two copies of one form wait for each other until the first has committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
