"""Counters whose next number is drawn under the row's lock."""

import datetime as dt

from django.db import connection

_NEXT = """
INSERT INTO wagepay_receiptcounter AS c (region_id, prefix, month, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (region_id, prefix, month) DO UPDATE SET last = c.last + 1
RETURNING last
"""


def next_receipt(region_id: int, prefix: str, month: dt.date) -> int:
    """The next number of a county and month; the row stays locked until the transaction ends, so that none is skipped."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [region_id, prefix, month])
        return cursor.fetchone()[0]
