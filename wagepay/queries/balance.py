"""What the special account holds by its own statement."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

# Of a day's lines the last one is that whose balance no other line of the day starts from.
_CLOSING = """
SELECT e.account_id, e.booked_on, e.balance
  FROM wagepay_accountentry e
 WHERE e.project_id = %(project)s AND e.balance IS NOT NULL AND e.booked_on <= %(on)s
 ORDER BY e.booked_on DESC, NOT EXISTS (
          SELECT FROM wagepay_accountentry n
           WHERE n.project_id = e.project_id AND n.account_id = e.account_id AND n.month = e.month AND n.booked_on = e.booked_on AND n.line_key <> e.line_key
             AND n.balance - CASE n.direction WHEN 'in' THEN n.amount ELSE -n.amount END = e.balance) DESC
 LIMIT 1
"""


@dataclass(frozen=True)
class Balance:
    """The newest balance a statement tells, with its day."""

    on: dt.date
    amount: Decimal


def balance_of(project_id: int, on: dt.date) -> Balance | None:
    """None where no statement carries balances."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSING, {"project": project_id, "on": on})
        row = cursor.fetchone()
    return Balance(row[1], row[2]) if row else None
