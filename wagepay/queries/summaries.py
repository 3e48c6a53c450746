"""WorkerMonth and ProjectMonth out of the raw rows: one set-based upsert per touched project-month.

The maintained rows and the audit (``wagepay.queries.audit_sums``) come from the same SELECTs; a test holds them against a naive count, row for row.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from wagepay.models import ProjectMonth, WorkerMonth
from wagepay.queries.sum_parts import COLUMNS, RECEIVED


@dataclass(frozen=True)
class Key:
    """One project and month to be summed, with the day its wages fall due."""

    project_id: int
    month: dt.date
    due_on: dt.date


def columns_of(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields]


WORKER_KEYS = ("month", "project_id", "employer_id", "person")
PROJECT_KEYS = ("month", "project_id", "employer_id")

# Partitions are cut away by the constant lists; the join with the keys makes the pairs exact. Days are added up before they meet anything else. A person has one row for a day, so the days after he left are bits of the mask.
_KEYS = """
keys AS (
    SELECT k.project_id, k.month, k.due_on, p.region_id
      FROM unnest(%(projects)s::bigint[], %(months)s::date[], %(dues)s::date[]) AS k (project_id, month, due_on)
      JOIN projects_project p ON p.id = k.project_id
     WHERE p.id = ANY (%(projects)s::bigint[])
)"""

WORKER_MONTH = f"""
WITH {_KEYS},
engaged AS (
    SELECT project_id, employer_id, id_index, worker_type, registered_on, contract_kind, contract_signed_on, left_on
      FROM wagepay_engagement WHERE project_id = ANY (%(projects)s::bigint[])
),
days AS (
    SELECT a.*, CASE WHEN e.left_on IS NULL OR e.left_on >= a.last_day THEN 0 WHEN e.left_on < a.month THEN bit_count(a.day_mask::bit(32))
                     ELSE bit_count((a.day_mask >> extract(day FROM e.left_on)::int)::bit(32)) END AS days_outside
      FROM (SELECT a.month, a.project_id, a.employer_id, a.person, sum(a.units) AS days, min(a.day) AS first_day, max(a.day) AS last_day,
                   bit_or(1 << (a.day - a.month)) AS day_mask
              FROM wagepay_attendanceday a
             WHERE a.month = ANY (%(months)s::date[]) AND a.project_id = ANY (%(projects)s::bigint[]) AND a.units > 0
             GROUP BY a.month, a.project_id, a.employer_id, a.person) a
      JOIN keys k ON k.project_id = a.project_id AND k.month = a.month
      LEFT JOIN engaged e ON e.project_id = a.project_id AND e.employer_id = a.employer_id AND e.id_index = a.person
),
totals AS (
    SELECT t.month, t.project_id, t.employer_id, t.person, t.units AS days
      FROM wagepay_attendancemonth t
      JOIN keys k ON k.project_id = t.project_id AND k.month = t.month
     WHERE t.month = ANY (%(months)s::date[]) AND t.project_id = ANY (%(projects)s::bigint[]) AND t.units > 0
       AND NOT EXISTS (SELECT FROM days d WHERE d.month = t.month AND d.project_id = t.project_id AND d.person = t.person)
),
listed AS (
    SELECT l.month, l.project_id, l.employer_id, l.person, coalesce(l.days, 0) AS listed_days, l.gross, l.deduction + l.advance AS deduction, l.net, l.net + l.advance AS owed, l.card_index
      FROM wagepay_payrollline l
      JOIN keys k ON k.project_id = l.project_id AND k.month = l.month
      JOIN wagepay_payrollsheet s ON s.id = l.sheet_id AND s.state IN ('submitted', 'approved', 'sent_to_bank', 'paid')
       AND s.project_id = ANY (%(projects)s::bigint[])
     WHERE l.month = ANY (%(months)s::date[]) AND l.project_id = ANY (%(projects)s::bigint[])
),
payments AS (
    SELECT p.*, k.due_on, l.owed,
           sum(p.amount) FILTER (WHERE p.state = 'success')
               OVER (PARTITION BY p.month, p.project_id, p.employer_id, p.person ORDER BY p.paid_on, p.line_key) AS so_far,
           min(p.paid_on) FILTER (WHERE p.state IN ('failed', 'returned'))
               OVER (PARTITION BY p.month, p.project_id, p.employer_id, p.person) AS failed_on
      FROM wagepay_paymentline p
      JOIN keys k ON k.project_id = p.project_id AND k.month = p.month
      LEFT JOIN listed l ON l.month = p.month AND l.project_id = p.project_id AND l.employer_id = p.employer_id AND l.person = p.person
     WHERE p.month = ANY (%(months)s::date[]) AND p.project_id = ANY (%(projects)s::bigint[])
),
received AS (
    SELECT month, project_id, employer_id, person,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel = 'account'), 0) AS paid,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel <> 'advance' AND paid_on > due_on), 0) AS paid_late,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel = 'outside'), 0) AS paid_outside,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel = 'advance'), 0) AS advance,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND is_other_card), 0) AS other_card,
           greatest(0, least(
               coalesce(sum(amount) FILTER (WHERE state IN ('failed', 'returned')), 0),
               CASE WHEN min(owed) IS NULL
                    THEN coalesce(sum(amount) FILTER (WHERE state IN ('failed', 'returned')), 0)
                         - coalesce(sum(amount) FILTER (WHERE state = 'success' AND paid_on > failed_on), 0)
                    ELSE min(owed) - coalesce(sum(amount) FILTER (WHERE state = 'success'), 0) END)) AS failed,
           count(*) FILTER (WHERE state IN ('failed', 'returned')) AS failed_lines,
           min(paid_on) FILTER (WHERE state = 'success' AND channel <> 'advance') AS first_paid_on,
           max(paid_on) FILTER (WHERE state = 'success' AND channel <> 'advance') AS last_paid_on,
           min(paid_on) FILTER (WHERE state = 'success' AND so_far >= owed) AS full_paid_on,
           (array_agg(card_index ORDER BY paid_on DESC, line_key) FILTER (WHERE state = 'success' AND channel = 'account' AND card_index IS NOT NULL))[1] AS card_index
      FROM payments
     GROUP BY month, project_id, employer_id, person
),
sides AS (
    SELECT month, project_id, employer_id, person,
           coalesce(d.days, t.days, 0) AS days, coalesce(d.day_mask, 0) AS day_mask, d.first_day, d.last_day, coalesce(d.days_outside, 0) AS days_outside,
           l.person IS NOT NULL AS is_listed, coalesce(l.listed_days, 0) AS listed_days, coalesce(l.gross, 0) AS gross, coalesce(l.deduction, 0) AS deduction,
           coalesce(l.net, 0) AS net, coalesce(l.owed, 0) AS owed, coalesce(l.card_index, r.card_index) AS card_index,
           coalesce(r.paid, 0) AS paid, coalesce(r.paid_late, 0) AS paid_late, coalesce(r.paid_outside, 0) AS paid_outside,
           coalesce(r.advance, 0) AS advance, coalesce(r.other_card, 0) AS other_card, coalesce(r.failed, 0) AS failed,
           coalesce(r.failed_lines, 0) AS failed_lines, r.first_paid_on, r.last_paid_on, r.full_paid_on
      FROM days d
      FULL JOIN totals t USING (month, project_id, employer_id, person)
      FULL JOIN listed l USING (month, project_id, employer_id, person)
      FULL JOIN received r USING (month, project_id, employer_id, person)
)
SELECT f.*, k.region_id, e.worker_type,
       coalesce(e.registered_on < f.month + interval '1 month', false) AS is_registered,
       coalesce(e.contract_kind <> 'none' AND (e.contract_signed_on IS NULL OR e.contract_signed_on < f.month + interval '1 month'), false) AS has_contract
  FROM sides f
  JOIN keys k ON k.project_id = f.project_id AND k.month = f.month
  LEFT JOIN engaged e ON e.project_id = f.project_id AND e.employer_id = f.employer_id AND e.id_index = f.person
"""

PROJECT_MONTH = f"""
WITH {_KEYS},
cards AS (
    SELECT month, project_id, card_index
      FROM (SELECT w.month, w.project_id, w.card_index, w.person
              FROM {{people}} w
              JOIN keys k ON k.project_id = w.project_id AND k.month = w.month
             WHERE w.month = ANY (%(months)s::date[]) AND w.project_id = ANY (%(projects)s::bigint[]) AND w.card_index IS NOT NULL
             GROUP BY w.month, w.project_id, w.card_index, w.person) p
     GROUP BY month, project_id, card_index
    HAVING count(*) > 1
),
people AS (
    SELECT w.month, w.project_id, w.employer_id,
           count(*) FILTER (WHERE w.is_listed) AS listed, sum(w.listed_days) AS listed_days,
           count(*) FILTER (WHERE w.paid + w.paid_outside > 0) AS paid_count,
           sum(w.gross) AS gross, sum(w.deduction) AS deduction, sum(w.net) AS net, sum(w.owed) AS owed,
           sum(w.paid) AS paid, sum(w.paid_outside) AS paid_outside, sum(w.advance) AS advance,
           count(*) FILTER (WHERE w.owed > {RECEIVED}) AS short_count,
           coalesce(sum(w.owed - ({RECEIVED})) FILTER (WHERE w.owed > {RECEIVED}), 0) AS short_amount,
           count(*) FILTER (WHERE w.paid_late > 0) AS late_count,
           count(*) FILTER (WHERE w.failed > 0) AS failed_count, sum(w.failed) AS failed_amount,
           count(*) FILTER (WHERE w.other_card > 0) AS other_card_count,
           count(*) FILTER (WHERE w.advance > 0 AND w.paid + w.paid_outside = 0) AS advance_only_count,
           count(*) FILTER (WHERE w.paid_outside > 0) AS outside_count,
           count(*) FILTER (WHERE w.is_listed AND coalesce(w.worker_type, 20) = 20) AS builders_listed,
           count(*) FILTER (WHERE w.is_listed AND coalesce(w.worker_type, 20) = 20 AND w.paid > 0 AND w.paid_outside = 0) AS builders_paid_by_account,
           count(*) FILTER (WHERE w.is_listed AND coalesce(w.worker_type, 20) = 20 AND w.paid_outside > 0) AS builders_outside,
           {COLUMNS},
           max(w.gross) AS most_gross, trunc(min(w.gross / w.listed_days) FILTER (WHERE w.is_listed AND w.listed_days > 0), 2) AS least_rate,
           count(*) FILTER (WHERE c.card_index IS NOT NULL) AS shared_card_count,
           min(w.first_paid_on) AS first_paid_on, max(w.last_paid_on) AS last_paid_on,
           CASE WHEN bool_or(w.is_listed AND w.net > 0) AND NOT bool_or(w.owed > {RECEIVED}) THEN max(w.full_paid_on) FILTER (WHERE w.is_listed) END AS full_paid_on
      FROM {{people}} w
      JOIN keys k ON k.project_id = w.project_id AND k.month = w.month
      LEFT JOIN cards c ON c.month = w.month AND c.project_id = w.project_id AND c.card_index = w.card_index
     WHERE w.month = ANY (%(months)s::date[]) AND w.project_id = ANY (%(projects)s::bigint[])
     GROUP BY w.month, w.project_id, w.employer_id
),
roster AS (
    SELECT k.month, e.project_id, e.employer_id, count(*) AS registered,
           count(*) FILTER (WHERE e.contract_kind <> 'none' AND (e.contract_signed_on IS NULL OR e.contract_signed_on < k.month + interval '1 month')) AS with_contract
      FROM keys k
      JOIN wagepay_engagement e ON e.project_id = k.project_id AND e.registered_on < k.month + interval '1 month'
       AND (e.entered_on IS NULL OR e.entered_on < k.month + interval '1 month') AND (e.left_on IS NULL OR e.left_on >= k.month)
     WHERE e.project_id = ANY (%(projects)s::bigint[])
     GROUP BY k.month, e.project_id, e.employer_id
),
sheets AS (
    SELECT s.month, s.project_id, s.employer_id, s.state AS sheet_state, s.uid AS sheet_uid,
           (s.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS submitted_on
      FROM wagepay_payrollsheet s
      JOIN keys k ON k.project_id = s.project_id AND k.month = s.month
     WHERE s.state IN ('submitted', 'approved', 'sent_to_bank', 'paid') AND s.project_id = ANY (%(projects)s::bigint[])
),
rows AS (
    SELECT month, project_id, employer_id FROM people
    UNION SELECT month, project_id, employer_id FROM roster
    UNION SELECT month, project_id, employer_id FROM sheets
),
heads AS (
    SELECT f.*, k.region_id, k.due_on FROM rows f JOIN keys k ON k.project_id = f.project_id AND k.month = f.month
)
SELECT f.month, f.project_id, f.employer_id, f.region_id, f.due_on,
       coalesce(r.registered, 0) AS registered, coalesce(r.with_contract, 0) AS with_contract,
       coalesce(p.attended, 0) AS attended, coalesce(p.attended_2days, 0) AS attended_2days, coalesce(p.attended_days, 0) AS attended_days,
       coalesce(p.day_mask, 0) AS day_mask, coalesce(p.attended_registered, 0) AS attended_registered, coalesce(p.attended_with_contract, 0) AS attended_with_contract,
       coalesce(p.listed, 0) AS listed, coalesce(p.listed_days, 0) AS listed_days, coalesce(p.paid_count, 0) AS paid_count,
       coalesce(p.gross, 0) AS gross, coalesce(p.deduction, 0) AS deduction, coalesce(p.net, 0) AS net, coalesce(p.owed, 0) AS owed,
       coalesce(p.paid, 0) AS paid, coalesce(p.paid_outside, 0) AS paid_outside, coalesce(p.advance, 0) AS advance,
       coalesce(p.missing_listed, 0) AS missing_listed, coalesce(p.missing_paid, 0) AS missing_paid,
       coalesce(p.listed_without_attendance, 0) AS listed_without_attendance, coalesce(p.paid_without_attendance, 0) AS paid_without_attendance,
       coalesce(p.short_count, 0) AS short_count, coalesce(p.short_amount, 0) AS short_amount, coalesce(p.late_count, 0) AS late_count,
       coalesce(p.failed_count, 0) AS failed_count, coalesce(p.failed_amount, 0) AS failed_amount, coalesce(p.other_card_count, 0) AS other_card_count,
       coalesce(p.advance_only_count, 0) AS advance_only_count, coalesce(p.outside_count, 0) AS outside_count,
       coalesce(p.no_contract_count, 0) AS no_contract_count, coalesce(p.after_exit_count, 0) AS after_exit_count,
       coalesce(p.builders_listed, 0) AS builders_listed, coalesce(p.builders_paid_by_account, 0) AS builders_paid_by_account,
       coalesce(p.builders_outside, 0) AS builders_outside, coalesce(p.underpaid_count, 0) AS underpaid_count,
       coalesce(p.underpaid_amount, 0) AS underpaid_amount, coalesce(p.most_gross, 0) AS most_gross, p.least_rate,
       coalesce(p.shared_card_count, 0) AS shared_card_count, p.unregistered_since, coalesce(p.unregistered_unpaid, 0) AS unregistered_unpaid,
       p.no_contract_since, coalesce(p.no_contract_unpaid, 0) AS no_contract_unpaid,
       coalesce(s.sheet_state, '') AS sheet_state, s.sheet_uid, s.submitted_on,
       p.first_paid_on, p.last_paid_on, p.full_paid_on, p.last_attendance_on
  FROM heads f
  LEFT JOIN people p USING (month, project_id, employer_id)
  LEFT JOIN roster r USING (month, project_id, employer_id)
  LEFT JOIN sheets s USING (month, project_id, employer_id)
"""


def refresh(keys: Iterable[Key]) -> int:
    """Bring the summaries of these project-months in step with their raw rows; returns the rows written."""
    keys = list(keys)
    if not keys:
        return 0
    return _sync(WorkerMonth, WORKER_KEYS, WORKER_MONTH, values_of(keys)) + resum(keys)


def resum(keys: Sequence[Key]) -> int:
    """The sums of sites alone, out of those of their people; returns the rows written."""
    return _sync(ProjectMonth, PROJECT_KEYS, PROJECT_MONTH.format(people="wagepay_workermonth"), values_of(keys))


def values_of(keys: Sequence[Key]) -> dict[str, list]:
    return {"projects": [k.project_id for k in keys], "months": [k.month for k in keys], "dues": [k.due_on for k in keys]}


_SYNC = """
WITH fresh AS MATERIALIZED ({select}),
gone AS (DELETE FROM {table} t WHERE {touched} AND NOT EXISTS (SELECT FROM fresh f WHERE {same}) RETURNING 1),
changed AS (UPDATE {table} t SET {sets} FROM fresh f WHERE {touched} AND {same} AND ({old}) IS DISTINCT FROM ({new}) RETURNING 1),
added AS (INSERT INTO {table} ({columns}) SELECT {columns} FROM fresh f WHERE NOT EXISTS (SELECT FROM {table} t WHERE {touched} AND {same}) ORDER BY {last} RETURNING 1)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM changed) + (SELECT count(*) FROM added)
"""
# New rows come by person, which is what both indexes of people vary in: each entry then stands beside the one before (a quarter of the whole statement).
_FIRST = "INSERT INTO {table} ({columns}) SELECT {columns} FROM ({select}) f ORDER BY {last}"


def _sync(model: type[models.Model], keys: Sequence[str], select: str, values: dict) -> int:
    """Add what is new, change what is different, take out what has no raw row any more: one statement, of one look at the raw rows.

    The caller holds the project's lock, so nobody else adds a row meanwhile; where no row is there yet, there is nothing to compare with.
    """
    columns, table = columns_of(model), model._meta.db_table
    others = [column for column in columns if column not in keys]
    parts = {
        "select": select,
        "table": table,
        "touched": TOUCHED,
        "same": " AND ".join(f"f.{key} = t.{key}" for key in keys),
        "columns": ", ".join(columns),
        "last": keys[-1],
        "sets": ", ".join(f"{column} = f.{column}" for column in others),
        "old": ", ".join(f"t.{column}" for column in others),
        "new": ", ".join(f"f.{column}" for column in others),
    }
    with connection.cursor() as cursor, by_hashing(cursor):
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table} t WHERE {TOUCHED})", values)
        if not cursor.fetchone()[0]:
            cursor.execute(_FIRST.format(**parts), values)
            return cursor.rowcount
        cursor.execute(_SYNC.format(**parts), values)
        return cursor.fetchone()[0]


# Parallel workers would hand every raw row to this process, which adds them up: that costs more than reading them.
HASHING = {
    "enable_nestloop": "off", "enable_indexscan": "off", "enable_mergejoin": "off", "enable_sort": "off", "max_parallel_workers_per_gather": "0", "work_mem": "'64MB'",
}  # fmt: skip


@contextmanager
def by_hashing(cursor: Any) -> Iterator[None]:
    """The rows of the same transaction are in no statistics yet: the planner expects one, and loops or sorted merges chosen for one row cost
    twice to a thousand times what hashing costs for all of them."""
    cursor.execute("".join(f"SET LOCAL {name} = {value};" for name, value in HASHING.items()))
    yield
    cursor.execute("".join(f"SET LOCAL {name} TO DEFAULT;" for name in HASHING))


TOUCHED = (
    "t.month = ANY (%(months)s::date[]) AND t.project_id = ANY (%(projects)s::bigint[])"
    " AND (t.project_id, t.month) IN (SELECT * FROM unnest(%(projects)s::bigint[], %(months)s::date[]))"
)
