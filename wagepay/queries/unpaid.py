"""Months that fell due and are not settled, as the project's file holds them against its closing."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

# Somebody worked and stands on no sheet, and the general contractor has not closed the month with a word about him.
MISSING = """m.missing_listed > 0 AND NOT EXISTS (
    SELECT FROM wagepay_monthclosing c WHERE c.project_id = m.project_id AND c.month = m.month AND c.state = 'closed')"""
_OPEN = f"m.due_on < %(on)s AND greatest(m.listed, m.attended_2days) > 0 AND (m.full_paid_on IS NULL OR {MISSING})"
_MONTHS = f"""
SELECT m.month, sum(m.short_amount), bool_or(m.listed = 0), bool_or(m.full_paid_on IS NULL), sum(m.missing_listed) FILTER (WHERE m.listed > 0)
  FROM wagepay_projectmonth m WHERE m.project_id = %(project)s AND {_OPEN}
 GROUP BY m.month ORDER BY m.month
"""
# The day alone makes a month fall due, without any row being touched: then the hold or the fact is behind. So is a fact that does not say who is missing.
_BEHIND = f"""
SELECT m.project_id
  FROM wagepay_projectmonth m JOIN projects_project p ON p.id = m.project_id
 WHERE {_OPEN}
   AND NOT EXISTS (SELECT FROM projects_hold h WHERE h.project_id = m.project_id AND h.kind = 'unpaid_month' AND h.lifted_at IS NULL
                      AND h.source_uid = p.uid || ':' || to_char(m.month, 'YYYY-MM'))
 UNION
SELECT m.project_id
  FROM (SELECT m.project_id, to_char(max(m.month), 'YYYY-MM') AS newest FROM wagepay_projectmonth m
         WHERE m.due_on <= %(on)s AND (m.attended > 0 OR m.listed > 0 OR m.paid_count > 0) GROUP BY m.project_id) m
  LEFT JOIN projects_fact f ON f.project_id = m.project_id AND f.item = 'payment_month'
 WHERE f.id IS NULL OR f.value ->> 'month' < m.newest OR f.value -> 'missing' IS NULL
 UNION
SELECT c.project_id
  FROM (SELECT c.project_id, to_char(max(c.month), 'YYYY-MM') AS newest FROM wagepay_labourcostcycle c WHERE c.due_on <= %(on)s GROUP BY c.project_id) c
  LEFT JOIN projects_fact f ON f.project_id = c.project_id AND f.item = 'account_month'
 WHERE f.id IS NULL OR f.value ->> 'month' < c.newest
"""


@dataclass(frozen=True)
class UnpaidMonth:
    month: dt.date
    amount: Decimal
    without_sheet: bool
    is_short: bool
    missing: int | None

    @property
    def words(self) -> str:
        month, missing = f"{self.month:%Y-%m}", f"{self.missing} 人出勤没有列入工资表"
        if not self.is_short:
            return f"{month} 有 {missing}"
        owed = f"，差 {self.amount:,.2f} 元" if self.amount else ""
        return f"{month} 工资没有发清{owed}{'，有单位没有工资表' if self.without_sheet else ''}{f'，{missing}' if self.missing else ''}"


def unpaid_months(project_id: int, on: dt.date) -> list[UnpaidMonth]:
    """All of one project's, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"project": project_id, "on": on})
        return [UnpaidMonth(*row) for row in cursor.fetchall()]


def projects_behind(on: dt.date) -> list[int]:
    """Projects of the open scope whose holds or facts the day has overtaken."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, {"on": on})
        return [project_id for (project_id,) in cursor.fetchall()]
