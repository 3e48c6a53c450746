"""What imports ask and change in SQL besides the bulk upserts."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db import connection

from wagepay.models import AttendanceDay, Engagement, PayrollLine, PayrollSheet, Worker

KnownWorker = tuple[int, str, bool]


def known_workers(region_id: int, persons: Collection[bytes]) -> dict[bytes, KnownWorker]:
    """Person -> (row id, name, migrant worker or not) in a county's register."""
    sql = f"SELECT id, id_index, name, is_migrant FROM {Worker._meta.db_table} WHERE region_id = %s AND id_index = ANY (%s::bytea[])"
    with connection.cursor() as cursor:
        cursor.execute(sql, [region_id, list(persons)])
        return {bytes(index): (pk, name, migrant) for pk, index, name, migrant in cursor.fetchall()}


def vouched_names(worker_ids: Collection[int], employers: Collection[int]) -> frozenset[int]:
    """Of these register rows, those whose name an engagement at a firm other than these bears too."""
    sql = (
        f"SELECT w.id FROM {Worker._meta.db_table} w WHERE w.id = ANY (%s) AND EXISTS"
        f" (SELECT FROM {Engagement._meta.db_table} e WHERE e.worker_id = w.id AND e.name = w.name AND e.employer_id <> ALL (%s))"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(worker_ids), list(employers)])
        return frozenset(pk for (pk,) in cursor.fetchall())


def sums_of_lines(sheet: PayrollSheet) -> tuple[int, Decimal, Decimal, Decimal]:
    """(rows, gross, deductions with advances, net) as the sheet's lines add up."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), coalesce(sum(gross), 0), coalesce(sum(deduction + advance), 0), coalesce(sum(net), 0) FROM {PayrollLine._meta.db_table}"
            " WHERE month = %s AND project_id = %s AND sheet_id = %s",
            [sheet.month, sheet.project_id, sheet.pk],
        )
        return cursor.fetchone()


def take_back_days(project_id: int, month: dt.date, persons: Collection[bytes], staged: str, upload_id: int) -> int:
    """Days of these people that the staged file does not have: 0 units. Days told by a device or set right by hand stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {AttendanceDay._meta.db_table} a SET units = 0, upload_id = %s"
            " WHERE a.month = %s AND a.project_id = %s AND a.person = ANY (%s::bytea[]) AND a.units > 0 AND a.source NOT IN ('device', 'phone', 'mended')"
            f" AND NOT EXISTS (SELECT FROM {staged} i WHERE i.month = a.month AND i.person = a.person AND i.day = a.day)",
            [upload_id, month, project_id, list(persons)],
        )
        return cursor.rowcount
