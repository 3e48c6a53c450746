"""Raw passages into their partitions, and out of them one row for each person and working day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import connection

from wagepay.models import AttendanceDay, Engagement, Punch
from wagepay.queries.bulk import staged

STAGED, FOLDED = "wagepay_in_punches", "wagepay_folded_days"
COLUMNS = {
    "month": "date", "project_id": "bigint", "punch_key": "bytea", "region_id": "bigint", "device_id": "bigint", "person": "bytea", "day": "date",
    "at": "timestamptz", "received_at": "timestamptz", "direction": "text", "way": "text", "metres": "integer", "is_outside": "boolean",
}  # fmt: skip
DAYS, PUNCHES, PEOPLE = AttendanceDay._meta.db_table, Punch._meta.db_table, Engagement._meta.db_table

# A day without a way out counts whole: what a machine missed is not the worker's loss. The engagement that covers the day names the employer.
_FOLD = f"""
CREATE TEMPORARY TABLE {FOLDED} ON COMMIT DROP AS
WITH touched AS (SELECT DISTINCT month, project_id, person, day FROM {STAGED}),
seen AS (
    SELECT p.month, p.project_id, p.person, p.day, min(p.region_id) AS region_id, bool_and(d.kind = 'phone') AS by_phone, bool_or(p.direction = '02') AS has_left,
           CASE WHEN max(p.at) > min(p.at) THEN round(extract(epoch FROM max(p.at) - min(p.at)) / 3600, 2) END AS hours
      FROM {PUNCHES} p
      JOIN touched t ON t.month = p.month AND t.project_id = p.project_id AND t.person = p.person AND t.day = p.day
      JOIN wagepay_device d ON d.id = p.device_id
     WHERE p.month = ANY (%(months)s::date[]) AND p.project_id = %(project)s
     GROUP BY p.month, p.project_id, p.person, p.day
)
SELECT s.month, s.project_id, s.person, s.day, s.region_id, e.employer_id, s.hours, CASE WHEN s.by_phone THEN 'phone' ELSE 'device' END AS source,
       CASE WHEN s.has_left AND s.hours < %(half)s THEN 0.5 ELSE 1 END::numeric(5, 2) AS units,
       e.left_on, e.registered_on, e.contract_kind, e.contract_signed_on, e.worker_type,
       a.units AS old_units, a.hours AS old_hours, a.source AS old_source, a.employer_id AS old_employer_id
  FROM seen s
 CROSS JOIN LATERAL (
    SELECT e.* FROM {PEOPLE} e WHERE e.project_id = s.project_id AND e.id_index = s.person
     ORDER BY (e.entered_on IS NULL OR e.entered_on <= s.day) AND (e.left_on IS NULL OR e.left_on >= s.day) DESC, e.entered_on DESC NULLS LAST, e.id DESC
     LIMIT 1
 ) e
  LEFT JOIN {DAYS} a ON a.month = ANY (%(months)s::date[]) AND a.month = s.month AND a.project_id = s.project_id AND a.person = s.person AND a.day = s.day
"""
# What somebody set right by hand stays; what says nothing new is not written again.
_UNCHANGED = f"""
DELETE FROM {FOLDED} WHERE old_source = 'mended'
    OR (units, hours, source, employer_id) IS NOT DISTINCT FROM (old_units, old_hours, old_source, old_employer_id)
"""
_WRITE = f"""
INSERT INTO {DAYS} AS t (month, project_id, person, day, region_id, employer_id, units, hours, source)
SELECT month, project_id, person, day, region_id, employer_id, units, hours, source FROM {FOLDED}
    ON CONFLICT (month, project_id, person, day) DO UPDATE
   SET employer_id = EXCLUDED.employer_id, units = EXCLUDED.units, hours = EXCLUDED.hours, source = EXCLUDED.source
"""


def add_punches(rows: Iterable[Sequence]) -> set[bytes]:
    """Write what is new; returns the keys of the new rows. A key that is there stays as it was."""
    names = ", ".join(COLUMNS)
    source = staged(STAGED, COLUMNS, rows, joined=True)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {PUNCHES} ({names}) SELECT {names} FROM {source} ON CONFLICT DO NOTHING RETURNING punch_key")
        return {bytes(key) for (key,) in cursor.fetchall()}


def told_before(project_id: int, months: Sequence[dt.date], keys: Sequence[bytes]) -> dict[bytes, tuple[bytes, dt.datetime]]:
    """Key -> (person, instant) of rows that are there already."""
    sql = f"SELECT punch_key, person, at FROM {PUNCHES} WHERE month = ANY (%s::date[]) AND project_id = %s AND punch_key = ANY (%s::bytea[])"
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(months), project_id, list(keys)])
        return {bytes(key): (bytes(person), at) for key, person, at in cursor.fetchall()}


def fold_days(project_id: int, months: Sequence[dt.date], half_day_hours: Decimal | int) -> int:
    """The working days of the staged punches' people, reckoned anew from all their punches; FOLDED keeps what changed. Returns the rows written."""
    values = {"project": project_id, "months": list(months), "half": half_day_hours}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{FOLDED}")
        cursor.execute(_FOLD, values)
        cursor.execute(_UNCHANGED)
        cursor.execute(_WRITE)
        return cursor.rowcount
