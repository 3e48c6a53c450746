"""One person's days of a month, and one day set by hand."""

import datetime as dt
from decimal import Decimal

from django.db import connection

from wagepay.enums import AttendanceSource
from wagepay.models import AttendanceDay

DAYS = AttendanceDay._meta.db_table
_SET = f"""
INSERT INTO {DAYS} AS t (month, project_id, person, day, region_id, employer_id, units, hours, source)
VALUES (%(month)s, %(project)s, %(person)s, %(day)s, %(region)s, %(employer)s, %(units)s, NULL, '{AttendanceSource.MENDED}')
    ON CONFLICT (month, project_id, person, day) DO UPDATE SET units = EXCLUDED.units, source = EXCLUDED.source
"""


def set_day(project_id: int, region_id: int, employer_id: int, person: bytes, day: dt.date, units: Decimal) -> None:
    """Units of one day as a person told them; hours a machine told stay."""
    values = {
        "month": day.replace(day=1), "project": project_id, "region": region_id, "employer": employer_id, "person": person, "day": day, "units": units,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)


def spare_told_days(staged: str) -> int:
    """Take out of a file's staged days those that a device or a correction has told already; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {staged} i USING {DAYS} a WHERE a.month = i.month AND a.project_id = i.project_id AND a.person = i.person AND a.day = i.day"
            " AND a.source IN ('device', 'phone', 'mended')"
        )
        return cursor.rowcount


def move_days(project_id: int, person: bytes, employer_from: int, employer_to: int) -> list[dt.date]:
    """A person's days follow him to the employer he is registered with; returns the months touched."""
    months: set[dt.date] = set()
    with connection.cursor() as cursor:
        for table in (DAYS, "wagepay_attendancemonth"):
            cursor.execute(
                f"UPDATE {table} SET employer_id = %s WHERE project_id = %s AND person = %s AND employer_id = %s RETURNING month",
                [employer_to, project_id, person, employer_from],
            )
            months |= {month for (month,) in cursor.fetchall()}
    return sorted(months)
