"""New and changed days into the sums, without reading the month again: what a day adds is added.

The table of changed days has the columns of ``wagepay.queries.punches.FOLDED``; its units are above zero. Tests hold
the result against the full recomputation, row for row.
"""

import datetime as dt

from django.db import connection

from wagepay.queries.bulk import glance_at
from wagepay.queries.sum_parts import CHANGED, GAIN, GAINED, MOVED, MOVES, OF_PEOPLE

# What only a recomputation gets right: a person who changed employers, or whose month stood as a paper total so far.
_WHOLE = """
SELECT DISTINCT f.project_id, f.month
  FROM {days} f
 WHERE (f.old_units > 0 AND f.old_employer_id <> f.employer_id)
    OR EXISTS (SELECT FROM wagepay_attendancemonth m WHERE m.month = ANY (%(months)s::date[]) AND m.month = f.month AND m.project_id = f.project_id AND m.person = f.person AND m.units > 0)
"""
_ADDED = """
CREATE TEMPORARY TABLE wagepay_added_days ON COMMIT DROP AS
SELECT f.month, f.project_id, f.employer_id, f.person, min(f.region_id) AS region_id, sum(f.units - coalesce(f.old_units, 0)) AS days,
       bit_or(1 << (f.day - f.month)) AS day_mask, min(f.day) AS first_day, max(f.day) AS last_day,
       count(*) FILTER (WHERE coalesce(f.old_units, 0) = 0 AND f.day > f.left_on) AS days_outside
  FROM {days} f
 WHERE f.units IS DISTINCT FROM coalesce(f.old_units, 0) AND (f.project_id, f.month) NOT IN (SELECT project_id, month FROM wagepay_whole_months)
 GROUP BY f.month, f.project_id, f.employer_id, f.person
"""
_ROWS = """
UPDATE wagepay_workermonth t
   SET days = t.days + a.days, day_mask = t.day_mask | a.day_mask, first_day = least(t.first_day, a.first_day), last_day = greatest(t.last_day, a.last_day),
       days_outside = t.days_outside + a.days_outside
  FROM wagepay_added_days a
 WHERE t.month = ANY (%(months)s::date[]) AND t.month = a.month AND t.project_id = a.project_id AND t.employer_id = a.employer_id AND t.person = a.person
RETURNING {people}, """ + GAIN.format(days="a.days", outside="a.days_outside")
_FIRST_DAYS = """
INSERT INTO wagepay_workermonth AS t (month, project_id, employer_id, person, region_id, worker_type, is_registered, has_contract, days, day_mask, first_day, last_day,
       days_outside, is_listed, listed_days, gross, deduction, net, owed, paid, paid_late, paid_outside, advance, other_card, failed, failed_lines)
SELECT a.month, a.project_id, a.employer_id, a.person, a.region_id, e.worker_type, e.is_registered, e.has_contract, a.days, a.day_mask, a.first_day, a.last_day,
       a.days_outside, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM wagepay_added_days a
  JOIN (SELECT month, project_id, employer_id, person, min(worker_type) AS worker_type,
               coalesce(bool_or(registered_on < month + interval '1 month'), false) AS is_registered,
               coalesce(bool_or(contract_kind <> 'none' AND (contract_signed_on IS NULL OR contract_signed_on < month + interval '1 month')), false) AS has_contract
          FROM {days} GROUP BY month, project_id, employer_id, person) e USING (month, project_id, employer_id, person)
 WHERE NOT EXISTS (SELECT FROM wagepay_workermonth t
                    WHERE t.month = ANY (%(months)s::date[]) AND t.month = a.month AND t.project_id = a.project_id AND t.employer_id = a.employer_id
                      AND t.person = a.person)
RETURNING {people}, """ + GAIN.format(days="t.days", outside="t.days_outside")
# The rows of people and, out of what each of them gained, those of their sites: nobody else of the site is read.
_WRITE = f"""
WITH moved AS ({{rows}}),
sites AS (
    UPDATE wagepay_projectmonth t SET {MOVED}
      FROM (SELECT w.month, w.project_id, w.employer_id, {GAINED} FROM moved w GROUP BY w.month, w.project_id, w.employer_id) g
      LEFT JOIN (SELECT w.month, w.project_id, w.employer_id, {MOVES} FROM moved w WHERE {CHANGED} GROUP BY w.month, w.project_id, w.employer_id) c
           ON c.month = g.month AND c.project_id = g.project_id AND c.employer_id = g.employer_id
     WHERE t.month = ANY (%(months)s::date[]) AND t.month = g.month AND t.project_id = g.project_id AND t.employer_id = g.employer_id
)
SELECT count(*) FROM moved
"""
_WITHOUT_SUM = """
SELECT DISTINCT a.project_id, a.month FROM (SELECT DISTINCT project_id, month, employer_id FROM wagepay_added_days) a
 WHERE NOT EXISTS (SELECT FROM wagepay_projectmonth t WHERE t.month = a.month AND t.project_id = a.project_id AND t.employer_id = a.employer_id)
"""


def add_days(days: str) -> list[tuple[int, dt.date]]:
    """Bring the sums in step with the table ``days``; returns the (project, month) that must be recomputed whole instead.

    The months are named as constants beside the joins: so the partitions of all other months are left alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT month FROM {days}")
        values = {"months": [month for (month,) in cursor.fetchall()]}
        cursor.execute("DROP TABLE IF EXISTS pg_temp.wagepay_whole_months, pg_temp.wagepay_added_days")
        cursor.execute(f"CREATE TEMPORARY TABLE wagepay_whole_months ON COMMIT DROP AS {_WHOLE.format(days=days)}", values)
        cursor.execute(_ADDED.format(days=days))
        people = cursor.rowcount
        cursor.execute("SELECT project_id, month FROM wagepay_whole_months")
        whole = cursor.fetchall()
        if not people:
            return whole
        glance_at("wagepay_added_days")
        for rows in (_ROWS, _FIRST_DAYS):
            if people:
                cursor.execute(_WRITE.format(rows=rows.format(days=days, people=", ".join(f"t.{name}" for name in OF_PEOPLE))), values)
                people -= cursor.fetchone()[0]
        cursor.execute(_WITHOUT_SUM)
        return whole + cursor.fetchall()
