"""New and changed days into the sums, without reading the month again: what a day adds is added.

The table of changed days has the columns of ``wagepay.queries.punches.FOLDED``, a row for each person and day; its units are above zero. Tests hold
the result against the full recomputation, row for row.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from wagepay.queries.bulk import glance_at
from wagepay.queries.sum_parts import BOTH, GAIN, GAINED, MOVED, MOVES, OF_PEOPLE

# In a month with a single day there is one row for each person already.
_LOOK = """
SELECT f.month, min(f.day) = max(f.day), count(*) FILTER (WHERE {counts}) FROM {days} f GROUP BY f.month
"""
_COUNTS = "f.units IS DISTINCT FROM coalesce(f.old_units, 0)"
# What only a recomputation gets right: a person who changed employers, or whose month stood as a paper total so far.
_WHOLE = """
SELECT DISTINCT f.project_id, f.month
  FROM {days} f
 WHERE (f.old_units > 0 AND f.old_employer_id <> f.employer_id)
    OR EXISTS (SELECT FROM wagepay_attendancemonth m WHERE m.month = ANY (%(months)s::date[]) AND m.month = f.month AND m.project_id = f.project_id AND m.person = f.person AND m.units > 0)
"""
_NOT_WHOLE = " AND (f.project_id, f.month) NOT IN (SELECT * FROM unnest(%(whole_projects)s::bigint[], %(whole_months)s::date[]))"
# What a person's days bring him: what one of them says, and how several are brought together.
_BROUGHT = {
    "region_id": ("f.region_id", "min"),
    "rows": ("1", "sum"),
    "days": ("f.units - coalesce(f.old_units, 0)", "sum"),
    "day_mask": ("1 << (f.day - f.month)", "bit_or"),
    "first_day": ("f.day", "min"),
    "last_day": ("f.day", "max"),
    "days_outside": ("(coalesce(f.old_units, 0) = 0 AND coalesce(f.day > f.left_on, false))::int", "sum"),
    "worker_type": ("f.worker_type", "min"),
    "is_registered": ("coalesce(f.registered_on < f.month + interval '1 month', false)", "bool_or"),
    "has_contract": (
        "coalesce(f.contract_kind <> 'none' AND (f.contract_signed_on IS NULL OR f.contract_signed_on < f.month + interval '1 month'), false)",
        "bool_or",
    ),
}
_KEY = "month, project_id, employer_id, person"
_SAME = "t.month = ANY (%(months)s::date[]) AND " + " AND ".join(f"t.{name} = a.{name}" for name in _KEY.split(", "))
_ROWS = f"""
UPDATE wagepay_workermonth t
   SET days = t.days + a.days, day_mask = t.day_mask | a.day_mask, first_day = least(t.first_day, a.first_day), last_day = greatest(t.last_day, a.last_day),
       days_outside = t.days_outside + a.days_outside
  FROM {{brought}} a
 WHERE {_SAME}
RETURNING {{people}}, a.rows, {GAIN.format(days="a.days", outside="a.days_outside")}
"""
_FIRST_DAYS = f"""
INSERT INTO wagepay_workermonth AS t ({_KEY}, region_id, worker_type, is_registered, has_contract, days, day_mask, first_day, last_day,
       days_outside, is_listed, listed_days, gross, deduction, net, owed, paid, paid_late, paid_outside, advance, other_card, failed, failed_lines)
SELECT {_KEY}, region_id, worker_type, is_registered, has_contract, days, day_mask, first_day, last_day,
       days_outside, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM {{brought}} a
 WHERE NOT EXISTS (SELECT FROM wagepay_workermonth t WHERE {_SAME})
 ORDER BY person
RETURNING {{people}}, 1 AS rows, {GAIN.format(days="t.days", outside="t.days_outside")}
"""
_SITE = "w.month, w.project_id, w.employer_id"
# The rows of people and, out of what each of them gained, those of their sites: nobody else of the site is read. The planner takes what an update returns for
# a handful of rows, so the two sums of a site are put one below the other and not joined: it would loop over one of them for each row of the other.
_WRITE = f"""
WITH moved AS ({{rows}}),
gained AS (
    SELECT month, project_id, employer_id, max(rows) AS rows, {BOTH}
      FROM (SELECT {_SITE}, sum(w.rows) AS rows, {GAINED} FROM moved w GROUP BY {_SITE}
             UNION ALL
            SELECT {_SITE}, 0, {MOVES} FROM moved w WHERE w.is_asked GROUP BY {_SITE}) told
     GROUP BY month, project_id, employer_id
),
sites AS (
    UPDATE wagepay_projectmonth t SET {MOVED}
      FROM gained g
     WHERE t.month = ANY (%(months)s::date[]) AND t.month = g.month AND t.project_id = g.project_id AND t.employer_id = g.employer_id
    RETURNING 1
)
SELECT coalesce(sum(rows), 0), count(*) - (SELECT count(*) FROM sites) FROM gained
"""
_WITHOUT_SUM = """
SELECT DISTINCT a.project_id, a.month FROM (SELECT DISTINCT f.project_id, f.month, f.employer_id FROM {days} f WHERE {counts}) a
 WHERE NOT EXISTS (SELECT FROM wagepay_projectmonth t WHERE t.month = a.month AND t.project_id = a.project_id AND t.employer_id = a.employer_id)
"""


@dataclass(frozen=True)
class _Batch:
    """A table of changed days at a first look."""

    table: str
    months: list[dt.date]
    rows: int  # that add or take something
    is_one_day: bool  # of each month

    def brought(self, counts: str) -> str:
        """What the days bring each person, as a table to be joined: grouped only where somebody may have two."""
        parts = ", ".join(f"{expression if self.is_one_day else f'{how}({expression})'} AS {name}" for name, (expression, how) in _BROUGHT.items())
        key = ", ".join(f"f.{name}" for name in _KEY.split(", "))
        return f"(SELECT {key}, {parts} FROM {self.table} f WHERE {counts}{'' if self.is_one_day else f' GROUP BY {key}'})"


def add_days(days: str) -> list[tuple[int, dt.date]]:
    """Bring the sums in step with the table ``days``; returns the (project, month) that must be recomputed whole instead.

    The months are named as constants beside the joins: so the partitions of all other months are left alone.
    """
    glance_at(days, "month", "project_id", "employer_id", "person")
    with connection.cursor() as cursor:
        batch = _look(cursor, days)
        values: dict[str, list] = {"months": batch.months}
        cursor.execute(_WHOLE.format(days=days), values)
        whole, counts = cursor.fetchall(), _COUNTS
        if whole:
            values |= {"whole_projects": [project for project, _ in whole], "whole_months": [month for _, month in whole]}
            counts += _NOT_WHOLE
        left, without_sum = batch.rows, 0
        for rows in (_ROWS, _FIRST_DAYS):
            if left:
                written = rows.format(brought=batch.brought(counts), people=", ".join(f"t.{name}" for name in OF_PEOPLE))
                cursor.execute(_WRITE.format(rows=written), values)
                added, lacking = cursor.fetchone()
                left, without_sum = left - added, without_sum + lacking
        if without_sum:
            cursor.execute(_WITHOUT_SUM.format(days=days, counts=counts), values)
            whole += cursor.fetchall()
    return whole


def _look(cursor: Any, days: str) -> _Batch:
    cursor.execute(_LOOK.format(days=days, counts=_COUNTS))
    looks = cursor.fetchall()
    return _Batch(days, [month for month, _, _ in looks], sum(rows for _, _, rows in looks), all(is_one_day for _, is_one_day, _ in looks))
