"""Which months of which projects have raw rows or sums."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

_TABLES = ("wagepay_attendanceday", "wagepay_attendancemonth", "wagepay_payrollline", "wagepay_paymentline", "wagepay_workermonth", "wagepay_projectmonth")
_MONTHS = " UNION ".join(
    f"SELECT DISTINCT project_id, month FROM {table} WHERE project_id = ANY (%(projects)s) AND (%(month)s::date IS NULL OR month = %(month)s::date)"
    for table in _TABLES
)


def raw_months(projects: Sequence[int], month: dt.date | None = None) -> dict[int, list[dt.date]]:
    """Project -> its months."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"projects": list(projects), "month": month})
        for project_id, day in cursor.fetchall():
            found[project_id].append(day)
    return found
