"""What the project's file is told: people on site, the wage month that fell due, the labour-cost cycle that fell due."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from projects import facts
from projects.models import Fact, Project
from wagepay.queries.balance import balances_of
from wagepay.queries.unpaid import MISSING

_COVERAGE = """
SELECT m.project_id, sum(m.attended), sum(m.attended_registered), sum(m.attended_with_contract), max(m.last_attendance_on), min(d.days)
  FROM wagepay_projectmonth m
  JOIN (SELECT project_id, max(month) AS month FROM wagepay_projectmonth WHERE project_id = ANY (%(projects)s) AND attended > 0 AND month <= %(on)s GROUP BY project_id) n
       ON n.project_id = m.project_id AND n.month = m.month
  JOIN (SELECT project_id, sum(bit_count(mask::bit(32))) AS days
          FROM (SELECT project_id, bit_or(day_mask) AS mask FROM wagepay_projectmonth WHERE project_id = ANY (%(projects)s) AND month <= %(on)s GROUP BY project_id, month) o
         GROUP BY project_id) d
       ON d.project_id = m.project_id
 WHERE m.project_id = ANY (%(projects)s)
 GROUP BY m.project_id
"""
# Those on the sheets, and those who worked and should be on one.
_PAYMENT = f"""
SELECT m.project_id, m.month, min(m.due_on), sum(m.listed + x.missing), sum(m.paid_count), sum(m.net), sum(m.paid),
       CASE WHEN bool_and(m.full_paid_on IS NOT NULL OR (m.listed = 0 AND m.attended_2days = 0)) THEN max(m.full_paid_on) END, sum(x.missing)
  FROM wagepay_projectmonth m
  JOIN (SELECT project_id, max(month) AS month
          FROM wagepay_projectmonth
         WHERE project_id = ANY (%(projects)s) AND due_on <= %(on)s AND (attended > 0 OR listed > 0 OR paid_count > 0) GROUP BY project_id) n
       ON n.project_id = m.project_id AND n.month = m.month
 CROSS JOIN LATERAL (SELECT CASE WHEN {MISSING} THEN m.missing_listed ELSE 0 END AS missing) x
 WHERE m.project_id = ANY (%(projects)s)
 GROUP BY m.project_id, m.month
"""
PAYMENT = ("month", "due_on", "people", "paid_people", "net", "paid", "full_paid_on", "missing")
_CYCLE = """
SELECT DISTINCT ON (project_id) project_id, month, due_amount, due_on, transferred
  FROM wagepay_labourcostcycle
 WHERE project_id = ANY (%(projects)s) AND due_on <= %(on)s
 ORDER BY project_id, month DESC
"""


def facts_of(project: Project, on: dt.date, source: str) -> list[Fact]:
    """The facts that can be told today; an item without data is left alone."""
    return facts_of_all([project], on, source)


def facts_of_all(projects: Sequence[Project], on: dt.date, source: str) -> list[Fact]:
    """The same for many projects, at once."""
    values = {"projects": [project.pk for project in projects], "on": on}
    coverage, payments, cycles = (_by_project(sql, values) for sql in (_COVERAGE, _PAYMENT, _CYCLE))
    balances = balances_of(list(cycles), on)  # a query over all months of the account's lines: asked only where it is told
    found = []
    for project in projects:
        pk = project.pk
        told = {}
        on_site, registered, with_contract, last, days = coverage.get(pk, (0, 0, 0, None, 0))
        if on_site or registered:
            told[facts.COVERAGE] = facts.coverage(
                on_site=on_site, registered=registered, with_contract=with_contract, attendance_days=int(days), last_attendance_on=last
            )
        if pk in payments:
            told[facts.PAYMENT_MONTH] = facts.payment_month(**dict(zip(PAYMENT, payments[pk], strict=True)))
        if pk in cycles:
            month, due, due_on, transferred = cycles[pk]
            balance = balances[pk].amount if pk in balances else None
            told[facts.ACCOUNT_MONTH] = facts.account_month(month=month, due=due, due_on=due_on, transferred=transferred, balance=balance)
        found += [Fact(project_id=pk, region_id=project.region_id, item=item, value=value, on=on, source=source[:120]) for item, value in told.items()]
    return found


def _by_project(sql: str, values: dict[str, Any]) -> dict[int, tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {pk: tuple(rest) for pk, *rest in cursor.fetchall()}
