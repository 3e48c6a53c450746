"""What is still to be sent of a sheet, and what receipts and debits make of the orders."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from wagepay.models import PayrollSheet
from wagepay.workflow import ORDER_MOVES

_DUE = """
WITH received AS (
    SELECT person, coalesce(sum(amount) FILTER (WHERE channel <> 'advance'), 0) AS paid, coalesce(sum(amount) FILTER (WHERE channel = 'advance'), 0) AS advance
      FROM wagepay_paymentline
     WHERE month = %(month)s AND project_id = %(project)s AND employer_id = %(employer)s AND state = 'success' GROUP BY person
),
ordered AS (
    SELECT person, coalesce(sum(amount) FILTER (WHERE state = 'waiting'), 0) AS waiting,
           bool_or(state IN ('failed', 'returned')) AS is_undone, bool_or(sheet_id = %(sheet)s AND state IN ('waiting', 'paid')) AS is_ordered
      FROM wagepay_paymentorder
     WHERE month = %(month)s AND project_id = %(project)s AND employer_id = %(employer)s GROUP BY person
)
SELECT l.person, l.card_index IS NOT NULL AS has_card, coalesce(o.is_undone, false) AS is_undone, coalesce(o.is_ordered, false) AS is_ordered,
       greatest(0, least(l.net - coalesce(r.paid, 0), l.net + l.advance - coalesce(r.paid, 0) - coalesce(r.advance, 0)) - coalesce(o.waiting, 0)) AS due
  FROM wagepay_payrollline l
  LEFT JOIN received r ON r.person = l.person
  LEFT JOIN ordered o ON o.person = l.person
 WHERE l.month = %(month)s AND l.project_id = %(project)s AND l.sheet_id = %(sheet)s
"""


@dataclass(frozen=True)
class Due:
    """What one person of a sheet is still to be sent, after what arrived and what is on its way."""

    has_card: bool
    is_undone: bool
    is_ordered: bool
    amount: Decimal


def due_of(sheet: PayrollSheet) -> dict[bytes, Due]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"month": sheet.month, "project": sheet.project_id, "employer": sheet.employer_id, "sheet": sheet.pk})
        return {bytes(person): Due(has_card, undone, ordered, due) for person, has_card, undone, ordered, due in cursor.fetchall()}


# The newest word of the bank about an order counts; a step that the table of moves does not know is not made.
_ANSWER = """
WITH told AS (
    SELECT DISTINCT ON (p.order_uid) p.order_uid, p.reason, p.reason_code, coalesce(p.returned_on, p.paid_on) AS answered_on,
           CASE p.state WHEN 'success' THEN 'paid' ELSE p.state END AS target
      FROM wagepay_paymentline p
     WHERE p.month = %(month)s AND p.project_id = %(project)s AND p.order_uid IS NOT NULL
     ORDER BY p.order_uid, coalesce(p.returned_on, p.paid_on) DESC, p.state = 'returned' DESC, p.state = 'success' DESC
)
UPDATE wagepay_paymentorder o SET state = t.target, reason = t.reason, reason_code = t.reason_code, answered_on = t.answered_on
  FROM told t JOIN unnest(%(targets)s::text[], %(sources)s::text[]) AS m (target, source) ON m.target = t.target
 WHERE o.month = %(month)s AND o.project_id = %(project)s AND o.uid = t.order_uid AND o.state = m.source
"""
_ANSWERS = ("pay", "fail", "send_back")


def answer_orders(project_id: int, month: dt.date) -> int:
    """Bring the orders of a wage month in step with what the bank told of them; returns how many moved."""
    steps = [(step.target, source) for step in ORDER_MOVES if step.verb in _ANSWERS for source in step.sources]
    targets, sources = ([str(value) for value in side] for side in zip(*steps, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, {"month": month, "project": project_id, "targets": targets, "sources": sources})
        return cursor.rowcount


def move_orders(batch_id: int, month: dt.date, verb: str, persons: Sequence[bytes] | None = None) -> int:
    """Lines of a batch through one row of the table of moves."""
    step = next(step for step in ORDER_MOVES if step.verb == verb)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagepay_paymentorder SET state = %s WHERE month = %s AND batch_id = %s AND state = ANY (%s::text[]) AND (%s OR person = ANY (%s::bytea[]))",
            [str(step.target), month, batch_id, [str(source) for source in step.sources], persons is None, list(persons or ())],
        )
        return cursor.rowcount


# A debit that names the batch is its debit; else the one debit of just its sum in the days after it was made, where no other could be meant.
_TIE_NAMED = """
UPDATE wagepay_accountentry e SET batch_id = b.id
  FROM wagepay_paymentbatch b
 WHERE e.project_id = %(project)s AND b.project_id = e.project_id AND b.account_id = e.account_id AND b.state <> 'withdrawn'
   AND e.direction = 'out' AND e.batch_id IS NULL AND position(b.number IN e.summary || ' ' || e.reference) > 0
"""
_TIE_ALIKE = """
WITH pairs AS (
    SELECT e.month, e.line_key, b.id, count(*) OVER (PARTITION BY b.id) AS debits, count(*) OVER (PARTITION BY e.month, e.line_key) AS batches
      FROM wagepay_paymentbatch b
      JOIN wagepay_accountentry e ON e.project_id = b.project_id AND e.account_id = b.account_id AND e.direction = 'out' AND e.kind = 'wages'
       AND e.amount = b.amount AND e.batch_id IS NULL AND e.booked_on BETWEEN b.made_at::date AND b.made_at::date + 10
     WHERE b.project_id = %(project)s AND b.state <> 'withdrawn'
       AND NOT EXISTS (SELECT FROM wagepay_accountentry t WHERE t.project_id = b.project_id AND t.batch_id = b.id)
)
UPDATE wagepay_accountentry e SET batch_id = p.id
  FROM pairs p
 WHERE e.project_id = %(project)s AND e.month = p.month AND e.line_key = p.line_key AND p.debits = 1 AND p.batches = 1
"""


def tie_debits(project_id: int) -> int:
    """Give the account's debits to the batches they paid; returns how many."""
    tied = 0
    with connection.cursor() as cursor:
        for statement in (_TIE_NAMED, _TIE_ALIKE):
            cursor.execute(statement, {"project": project_id})
            tied += cursor.rowcount
    return tied
