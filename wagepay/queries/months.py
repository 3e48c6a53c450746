"""The partitions of the large tables."""

import datetime as dt

from django.db import connection


def make_months(first: dt.date, last: dt.date) -> int:
    """Call the owner's function; returns the partitions made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wagepay_add_months(%s, %s)", [first, last])
        return cursor.fetchone()[0]


def has_month(month: dt.date) -> bool:
    """Whether rows of the month have a place to go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"wagepay_payrollline_{month:%Y%m}"])
        return cursor.fetchone()[0]
