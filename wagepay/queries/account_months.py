"""What each month brought into a project's special account and took out of it, and what stood there at its end."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

# Of a month's lines the last one is that of its last day whose balance no other line of that day starts from.
_MONTHS = """
SELECT s.month, s.came, s.wages, (
       SELECT e.balance FROM wagepay_accountentry e
        WHERE e.project_id = %(project)s AND e.account_id = ANY (%(accounts)s) AND e.month = s.month AND e.balance IS NOT NULL
        ORDER BY e.booked_on DESC, NOT EXISTS (
                 SELECT FROM wagepay_accountentry n
                  WHERE n.project_id = e.project_id AND n.account_id = e.account_id AND n.month = e.month AND n.booked_on = e.booked_on AND n.line_key <> e.line_key
                    AND n.balance - CASE n.direction WHEN 'in' THEN n.amount ELSE -n.amount END = e.balance) DESC
        LIMIT 1)
  FROM (SELECT month, coalesce(sum(amount) FILTER (WHERE kind = 'labour_cost'), 0) AS came,
               coalesce(sum(amount) FILTER (WHERE kind = 'wages'), 0) - coalesce(sum(amount) FILTER (WHERE kind = 'returned'), 0) AS wages
          FROM wagepay_accountentry
         WHERE project_id = %(project)s AND account_id = ANY (%(accounts)s) AND month > %(since)s AND month <= %(until)s
         GROUP BY month) s
 ORDER BY s.month
"""


@dataclass(frozen=True)
class AccountMonth:
    """Labour cost that came, wages that went (less what was sent back), the balance at the end where the statement tells it."""

    month: dt.date
    came: Decimal
    wages: Decimal
    balance: Decimal | None


def account_months(project_id: int, accounts: Sequence[int], *, since: dt.date, until: dt.date) -> list[AccountMonth]:
    """The months after ``since`` that have lines of these accounts, oldest first; rows of the open scope only."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"project": project_id, "accounts": list(accounts), "since": since, "until": until})
        return [AccountMonth(*row) for row in cursor.fetchall()]
