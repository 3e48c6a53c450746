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
from wagepay.queries.bulk import planned_with
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
    SELECT k.project_id, k.month, (k.month + interval '1 month')::date AS next_month, k.due_on, p.region_id
      FROM unnest(%(projects)s::bigint[], %(months)s::date[], %(dues)s::date[]) AS k (project_id, month, due_on)
      JOIN projects_project p ON p.id = k.project_id
     WHERE p.id = ANY (%(projects)s::bigint[])
),
engaged AS (
    SELECT k.month, e.project_id, e.employer_id, e.id_index AS person, e.worker_type, e.entered_on, e.left_on, e.registered_on < k.next_month AS is_registered,
           e.contract_kind <> 'none' AND (e.contract_signed_on IS NULL OR e.contract_signed_on < k.next_month) AS has_contract
      FROM wagepay_engagement e
      JOIN keys k ON k.project_id = e.project_id
     WHERE e.project_id = ANY (%(projects)s::bigint[])
)"""
# Figures keep the type of their column all the way, so that none is converted once more for each row that is written.
_NOTHING = "0::numeric(14, 2)"
_SIDES = f"""
days AS (
    SELECT a.*, k.region_id, CASE WHEN e.left_on IS NULL OR e.left_on >= a.last_day THEN 0 WHEN e.left_on < a.month THEN bit_count(a.day_mask::bit(32))
                     ELSE bit_count((a.day_mask >> extract(day FROM e.left_on)::int)::bit(32)) END AS days_outside
      FROM (SELECT a.month, a.project_id, a.employer_id, a.person, sum(a.units)::numeric(5, 2) AS days, min(a.day) AS first_day, max(a.day) AS last_day,
                   bit_or(1 << (a.day - a.month)) AS day_mask
              FROM wagepay_attendanceday a
             WHERE a.month = ANY (%(months)s::date[]) AND a.project_id = ANY (%(projects)s::bigint[]) AND a.units > 0
             GROUP BY a.month, a.project_id, a.employer_id, a.person) a
      JOIN keys k ON k.project_id = a.project_id AND k.month = a.month
      LEFT JOIN engaged e ON e.month = a.month AND e.project_id = a.project_id AND e.employer_id = a.employer_id AND e.person = a.person
),
totals AS (
    SELECT t.month, t.project_id, t.employer_id, t.person, k.region_id, t.units AS days
      FROM wagepay_attendancemonth t
      JOIN keys k ON k.project_id = t.project_id AND k.month = t.month
     WHERE t.month = ANY (%(months)s::date[]) AND t.project_id = ANY (%(projects)s::bigint[]) AND t.units > 0
       AND NOT EXISTS (SELECT FROM days d WHERE d.month = t.month AND d.project_id = t.project_id AND d.person = t.person)
),
listed AS (
    SELECT l.month, l.project_id, l.employer_id, l.person, k.region_id, coalesce(l.days, 0::numeric(5, 2)) AS listed_days, l.gross,
           (l.deduction + l.advance)::numeric(14, 2) AS deduction, l.net, (l.net + l.advance)::numeric(14, 2) AS owed, l.card_index
      FROM wagepay_payrollline l
      JOIN keys k ON k.project_id = l.project_id AND k.month = l.month
      JOIN wagepay_payrollsheet s ON s.id = l.sheet_id AND s.state IN ('submitted', 'approved', 'sent_to_bank', 'paid')
       AND s.project_id = ANY (%(projects)s::bigint[])
     WHERE l.month = ANY (%(months)s::date[]) AND l.project_id = ANY (%(projects)s::bigint[])
),
payments AS (
    SELECT p.*, k.due_on, k.region_id AS site_region_id, l.owed,
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
    SELECT month, project_id, employer_id, person, min(site_region_id) AS region_id,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel = 'account'), 0)::numeric(14, 2) AS paid,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel <> 'advance' AND paid_on > due_on), 0)::numeric(14, 2) AS paid_late,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel = 'outside'), 0)::numeric(14, 2) AS paid_outside,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND channel = 'advance'), 0)::numeric(14, 2) AS advance,
           coalesce(sum(amount) FILTER (WHERE state = 'success' AND is_other_card), 0)::numeric(14, 2) AS other_card,
           greatest(0, least(
               coalesce(sum(amount) FILTER (WHERE state IN ('failed', 'returned')), 0),
               CASE WHEN min(owed) IS NULL
                    THEN coalesce(sum(amount) FILTER (WHERE state IN ('failed', 'returned')), 0)
                         - coalesce(sum(amount) FILTER (WHERE state = 'success' AND paid_on > failed_on), 0)
                    ELSE min(owed) - coalesce(sum(amount) FILTER (WHERE state = 'success'), 0) END))::numeric(14, 2) AS failed,
           count(*) FILTER (WHERE state IN ('failed', 'returned')) AS failed_lines,
           min(paid_on) FILTER (WHERE state = 'success' AND channel <> 'advance') AS first_paid_on,
           max(paid_on) FILTER (WHERE state = 'success' AND channel <> 'advance') AS last_paid_on,
           min(paid_on) FILTER (WHERE state = 'success' AND so_far >= owed) AS full_paid_on,
           (array_agg(card_index ORDER BY paid_on DESC, line_key) FILTER (WHERE state = 'success' AND channel = 'account' AND card_index IS NOT NULL))[1] AS card_index
      FROM payments
     GROUP BY month, project_id, employer_id, person
),
sides AS (
    SELECT month, project_id, employer_id, person, coalesce(d.region_id, t.region_id, l.region_id, r.region_id) AS region_id,
           coalesce(d.days, t.days, 0::numeric(5, 2)) AS days, coalesce(d.day_mask, 0) AS day_mask, d.first_day, d.last_day, coalesce(d.days_outside, 0)::smallint AS days_outside,
           l.person IS NOT NULL AS is_listed, coalesce(l.listed_days, 0::numeric(5, 2)) AS listed_days, coalesce(l.gross, {_NOTHING}) AS gross,
           coalesce(l.deduction, {_NOTHING}) AS deduction, coalesce(l.net, {_NOTHING}) AS net, coalesce(l.owed, {_NOTHING}) AS owed,
           coalesce(l.card_index, r.card_index) AS card_index,
           coalesce(r.paid, {_NOTHING}) AS paid, coalesce(r.paid_late, {_NOTHING}) AS paid_late, coalesce(r.paid_outside, {_NOTHING}) AS paid_outside,
           coalesce(r.advance, {_NOTHING}) AS advance, coalesce(r.other_card, {_NOTHING}) AS other_card, coalesce(r.failed, {_NOTHING}) AS failed,
           coalesce(r.failed_lines, 0)::smallint AS failed_lines, r.first_paid_on, r.last_paid_on, r.full_paid_on
      FROM days d
      FULL JOIN totals t USING (month, project_id, employer_id, person)
      FULL JOIN listed l USING (month, project_id, employer_id, person)
      FULL JOIN received r USING (month, project_id, employer_id, person)
)"""
_PERSON = """
SELECT f.*, e.worker_type, coalesce(e.is_registered, false) AS is_registered, coalesce(e.has_contract, false) AS has_contract
  FROM sides f
  LEFT JOIN engaged e ON e.month = f.month AND e.project_id = f.project_id AND e.employer_id = f.employer_id AND e.person = f.person
"""
WORKER_MONTH = f"WITH {_KEYS}, {_SIDES} {_PERSON}"

# ``people`` are the rows of the keys' people, those that stand or those about to be written. What each of them got is added up once, not in each figure that looks at it.
_GOT = f"w.paid + w.paid_outside AS got, {RECEIVED} AS received"
_STANDING = f"""
people AS (
    SELECT w.*, {_GOT}
      FROM {{people}} w
      JOIN keys k ON k.project_id = w.project_id AND k.month = w.month
     WHERE w.month = ANY (%(months)s::date[]) AND w.project_id = ANY (%(projects)s::bigint[])
)"""
_PARTS = f"""
repeated AS (
    SELECT month, project_id, card_index FROM people WHERE card_index IS NOT NULL GROUP BY month, project_id, card_index HAVING count(*) > 1
),
holders AS (
    SELECT w.month, w.project_id, w.employer_id, w.person, w.card_index FROM repeated c JOIN people w USING (month, project_id, card_index)
),
shared AS (
    SELECT h.month, h.project_id, h.employer_id, count(*) AS shared_card_count
      FROM (SELECT month, project_id, card_index FROM holders GROUP BY month, project_id, card_index HAVING count(DISTINCT person) > 1) c
      JOIN holders h USING (month, project_id, card_index)
     GROUP BY h.month, h.project_id, h.employer_id
),
figures AS (
    SELECT w.month, w.project_id, w.employer_id,
           count(*) FILTER (WHERE w.is_listed) AS listed, sum(w.listed_days) AS listed_days,
           count(*) FILTER (WHERE w.got > 0) AS paid_count,
           sum(w.gross) AS gross, sum(w.deduction) AS deduction, sum(w.net) AS net, sum(w.owed) AS owed,
           sum(w.paid) AS paid, sum(w.paid_outside) AS paid_outside, sum(w.advance) AS advance,
           count(*) FILTER (WHERE w.owed > w.received) AS short_count,
           coalesce(sum(w.owed - w.received) FILTER (WHERE w.owed > w.received), 0) AS short_amount,
           count(*) FILTER (WHERE w.paid_late > 0) AS late_count,
           count(*) FILTER (WHERE w.failed > 0) AS failed_count, sum(w.failed) AS failed_amount,
           count(*) FILTER (WHERE w.other_card > 0) AS other_card_count,
           count(*) FILTER (WHERE w.advance > 0 AND w.got = 0) AS advance_only_count,
           count(*) FILTER (WHERE w.paid_outside > 0) AS outside_count,
           count(*) FILTER (WHERE w.is_listed AND coalesce(w.worker_type, 20) = 20) AS builders_listed,
           count(*) FILTER (WHERE w.is_listed AND coalesce(w.worker_type, 20) = 20 AND w.paid > 0 AND w.paid_outside = 0) AS builders_paid_by_account,
           count(*) FILTER (WHERE w.is_listed AND coalesce(w.worker_type, 20) = 20 AND w.paid_outside > 0) AS builders_outside,
           {COLUMNS.replace(RECEIVED, "w.received")},
           max(w.gross) AS most_gross, trunc(min(w.gross / w.listed_days) FILTER (WHERE w.is_listed AND w.listed_days > 0), 2) AS least_rate,
           min(w.first_paid_on) AS first_paid_on, max(w.last_paid_on) AS last_paid_on,
           CASE WHEN bool_or(w.is_listed AND w.net > 0) AND NOT bool_or(w.owed > w.received) THEN max(w.full_paid_on) FILTER (WHERE w.is_listed) END AS full_paid_on
      FROM people w
     GROUP BY w.month, w.project_id, w.employer_id
),
roster AS (
    SELECT e.month, e.project_id, e.employer_id, count(*) AS registered, count(*) FILTER (WHERE e.has_contract) AS with_contract
      FROM engaged e
      JOIN keys k ON k.project_id = e.project_id AND k.month = e.month
     WHERE e.is_registered AND (e.entered_on IS NULL OR e.entered_on < k.next_month) AND (e.left_on IS NULL OR e.left_on >= k.month)
     GROUP BY e.month, e.project_id, e.employer_id
),
sheets AS (
    SELECT s.month, s.project_id, s.employer_id, s.state AS sheet_state, s.uid AS sheet_uid,
           (s.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS submitted_on
      FROM wagepay_payrollsheet s
      JOIN keys k ON k.project_id = s.project_id AND k.month = s.month
     WHERE s.state IN ('submitted', 'approved', 'sent_to_bank', 'paid') AND s.project_id = ANY (%(projects)s::bigint[])
),
rows AS (
    SELECT month, project_id, employer_id FROM figures
    UNION SELECT month, project_id, employer_id FROM roster
    UNION SELECT month, project_id, employer_id FROM sheets
),
heads AS (
    SELECT f.*, k.region_id, k.due_on FROM rows f JOIN keys k ON k.project_id = f.project_id AND k.month = f.month
)"""
_SITE = """
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
       coalesce(c.shared_card_count, 0) AS shared_card_count, p.unregistered_since, coalesce(p.unregistered_unpaid, 0) AS unregistered_unpaid,
       p.no_contract_since, coalesce(p.no_contract_unpaid, 0) AS no_contract_unpaid,
       coalesce(s.sheet_state, '') AS sheet_state, s.sheet_uid, s.submitted_on,
       p.first_paid_on, p.last_paid_on, p.full_paid_on, p.last_attendance_on
  FROM heads f
  LEFT JOIN figures p USING (month, project_id, employer_id)
  LEFT JOIN shared c USING (month, project_id, employer_id)
  LEFT JOIN roster r USING (month, project_id, employer_id)
  LEFT JOIN sheets s USING (month, project_id, employer_id)
"""
PROJECT_MONTH = f"WITH {_KEYS}, {_STANDING}, {_PARTS} {_SITE}"


def refresh(keys: Iterable[Key]) -> int:
    """Bring the summaries of these project-months in step with their raw rows; returns the rows written.

    One statement: the rows of people are made once, written, and added up to those of their sites.
    """
    keys = list(keys)
    if not keys:
        return 0
    rows = f"{_KEYS}, {_SIDES}, people AS MATERIALIZED (SELECT w.*, {_GOT} FROM ({_PERSON}) w), {_PARTS}, sites AS MATERIALIZED ({_SITE})"
    return _write(rows, {"people": (WorkerMonth, WORKER_KEYS), "sites": (ProjectMonth, PROJECT_KEYS)}, values_of(keys))


def resum(keys: Sequence[Key]) -> int:
    """The sums of sites alone, out of those of their people; returns the rows written."""
    rows = f"{_KEYS}, {_STANDING.format(people=WorkerMonth._meta.db_table)}, {_PARTS}, sites AS MATERIALIZED ({_SITE})"
    return _write(rows, {"sites": (ProjectMonth, PROJECT_KEYS)}, values_of(keys))


def values_of(keys: Sequence[Key]) -> dict[str, list]:
    return {"projects": [k.project_id for k in keys], "months": [k.month for k in keys], "dues": [k.due_on for k in keys]}


# What has no raw row any more, what is different, what is new. New rows come by person, which is what both indexes of people vary in: each entry then
# stands beside the one before (a quarter of the whole statement).
_SYNC = (
    "DELETE FROM {table} t WHERE {touched} AND NOT EXISTS (SELECT FROM {fresh} f WHERE {same}) RETURNING 1",
    "UPDATE {table} t SET {sets} FROM {fresh} f WHERE {touched} AND {same} AND ({old}) IS DISTINCT FROM ({new}) RETURNING 1",
    "INSERT INTO {table} ({columns}) SELECT {columns} FROM {fresh} f WHERE NOT EXISTS (SELECT FROM {table} t WHERE {touched} AND {same}) ORDER BY {last} RETURNING 1",
)
_FIRST = "INSERT INTO {table} ({columns}) SELECT {columns} FROM {fresh} f ORDER BY {last}"


def _write(rows: str, targets: dict[str, tuple[type[models.Model], Sequence[str]]], values: dict) -> int:
    """Add what is new, change what is different, take out what has no raw row any more, of one look at the raw rows.

    The caller holds the project's lock, so nobody else adds a row meanwhile; where no row is there yet, there is nothing to compare with.
    """
    with connection.cursor() as cursor, by_hashing(cursor):
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT FROM {model._meta.db_table} t WHERE {TOUCHED})' for model, _ in targets.values())}", values)
        steps, counts = {}, []
        for (fresh, (model, keys)), stands in zip(targets.items(), cursor.fetchone(), strict=True):
            parts = _parts(model, keys, fresh)
            these = {f"{fresh}_{at}": action.format(**parts) for at, action in enumerate(_SYNC if stands else (_FIRST,))}
            counts += these if stands else [fresh]
            steps |= these
        counted = " + ".join(f"(SELECT count(*) FROM {name})" for name in counts)
        cursor.execute(f"WITH {rows}, {', '.join(f'{name} AS ({step})' for name, step in steps.items())} SELECT {counted}", values)
        return cursor.fetchone()[0]


def _parts(model: type[models.Model], keys: Sequence[str], fresh: str) -> dict[str, str]:
    columns = columns_of(model)
    others = [column for column in columns if column not in keys]
    return {
        "table": model._meta.db_table,
        "fresh": fresh,
        "touched": TOUCHED,
        "same": " AND ".join(f"f.{key} = t.{key}" for key in keys),
        "columns": ", ".join(columns),
        "last": keys[-1],
        "sets": ", ".join(f"{column} = f.{column}" for column in others),
        "old": ", ".join(f"t.{column}" for column in others),
        "new": ", ".join(f"f.{column}" for column in others),
    }


# Parallel workers would hand every raw row to this process, which adds them up: that costs more than reading them.
HASHING = {
    "enable_nestloop": "off", "enable_indexscan": "off", "enable_mergejoin": "off", "enable_sort": "off", "max_parallel_workers_per_gather": "0", "work_mem": "'64MB'",
}  # fmt: skip


@contextmanager
def by_hashing(cursor: Any) -> Iterator[None]:
    """The rows of the same transaction are in no statistics yet: the planner expects one, and loops or sorted merges chosen for one row cost
    twice to a thousand times what hashing costs for all of them."""
    with planned_with(cursor, HASHING):
        yield


TOUCHED = (
    "t.month = ANY (%(months)s::date[]) AND t.project_id = ANY (%(projects)s::bigint[])"
    " AND (t.project_id, t.month) IN (SELECT * FROM unnest(%(projects)s::bigint[], %(months)s::date[]))"
)
