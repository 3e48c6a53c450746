"""What the special account holds by its own statement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

# Of a day's lines the last one is that whose balance no other line of the day starts from.
_CLOSING = """
SELECT DISTINCT ON (e.project_id) e.project_id, e.booked_on, e.balance
  FROM (SELECT e.project_id, e.account_id, e.month, e.booked_on, e.line_key, e.balance, rank() OVER (PARTITION BY e.project_id ORDER BY e.booked_on DESC) AS day
          FROM wagepay_accountentry e
         WHERE e.project_id = ANY (%(projects)s) AND e.balance IS NOT NULL AND e.booked_on <= %(on)s) e
 WHERE e.day = 1
 ORDER BY e.project_id, NOT EXISTS (
          SELECT FROM wagepay_accountentry n
           WHERE n.project_id = e.project_id AND n.account_id = e.account_id AND n.month = e.month AND n.booked_on = e.booked_on AND n.line_key <> e.line_key
             AND n.balance - CASE n.direction WHEN 'in' THEN n.amount ELSE -n.amount END = e.balance) DESC
"""


@dataclass(frozen=True)
class Balance:
    """The newest balance a statement tells, with its day."""

    on: dt.date
    amount: Decimal


def balance_of(project_id: int, on: dt.date) -> Balance | None:
    """None where no statement carries balances."""
    return balances_of([project_id], on).get(project_id)


def balances_of(project_ids: Sequence[int], on: dt.date) -> dict[int, Balance]:
    """By project, where a statement carries balances."""
    if not project_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_CLOSING, {"projects": list(project_ids), "on": on})
        return {pk: Balance(day, amount) for pk, day, amount in cursor.fetchall()}
