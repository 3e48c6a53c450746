"""What is known of projects on a day, for the scorecard; one statement each over summaries, rows of the open scope only."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import connection

from earlywarning.scorecard import Facts
from portal.lib.deadlines import add_months
from projects.enums import ProjectState

_CYCLES = """
SELECT c.project_id, count(*) FILTER (WHERE c.due_on < %(on)s), count(*) FILTER (WHERE c.due_on < %(on)s AND (c.full_on IS NULL OR c.full_on > c.due_on)),
       coalesce(sum(c.due_amount) FILTER (WHERE c.due_on >= %(on)s AND (c.full_on IS NULL OR c.full_on > %(on)s)), 0)
  FROM wagepay_labourcostcycle c
 WHERE c.region_id = ANY(%(regions)s) AND c.due_on >= %(half_year)s AND c.due_on <= %(month_on)s AND c.due_amount IS NOT NULL
 GROUP BY c.project_id
"""
_BALANCES = """
SELECT DISTINCT ON (e.project_id) e.project_id, e.balance
  FROM wagepay_accountentry e
 WHERE e.region_id = ANY(%(regions)s) AND e.month >= %(half_year)s AND e.booked_on <= %(on)s AND e.balance IS NOT NULL
 ORDER BY e.project_id, e.booked_on DESC, e.month DESC, e.reference DESC
"""
_PAYROLLS = """
SELECT m.project_id, sum(m.net) / nullif(count(DISTINCT m.month), 0), max(m.attended)
  FROM wagepay_projectmonth m
 WHERE m.region_id = ANY(%(regions)s) AND m.month >= %(quarter)s AND m.month < %(month)s AND m.net > 0
 GROUP BY m.project_id
"""
UNPAID = """
SELECT m.project_id, count(DISTINCT m.month) FILTER (WHERE m.due_on < %(on)s AND (m.full_paid_on IS NULL OR m.full_paid_on > %(on)s)),
       coalesce(sum(greatest(m.owed - m.paid - m.paid_outside, 0)) FILTER (WHERE m.due_on < %(on)s AND (m.full_paid_on IS NULL OR m.full_paid_on > %(on)s)), 0)
  FROM wagepay_projectmonth m
 WHERE m.region_id = ANY(%(regions)s) AND m.month >= %(year)s AND greatest(m.listed, m.attended_2days) > 0
 GROUP BY m.project_id
"""
_REDS = """
SELECT p.general_contractor_id, count(*)
  FROM earlywarning_earlywarning w JOIN projects_project p ON p.id = w.project_id
 WHERE w.region_id = ANY(%(regions)s) AND w.rule IN ('W12', 'W13', 'W43') AND w.level_figures = 'red' AND w.opened_on >= %(year)s AND w.opened_on < %(on)s
   AND w.state <> 'false_alarm'
 GROUP BY p.general_contractor_id
"""
_PROJECTS = """
SELECT p.id, p.region_id, p.general_contractor_id, p.planned_end_on, p.state
  FROM projects_project p
 WHERE p.region_id = ANY(%(regions)s) AND p.state <> ALL(%(left_out)s::text[]) AND (p.started_on IS NULL OR p.started_on <= %(on)s)
 ORDER BY p.id
"""


def facts_of(regions: Sequence[int], on: dt.date) -> dict[tuple[int, int], Facts]:
    """(project, region) -> its facts as of the day."""
    values = moments(regions, on)
    cycles, payrolls, reds = _by_first(_CYCLES, values), _by_first(_PAYROLLS, values), _by_first(_REDS, values)
    balances, unpaid = _by_first(_BALANCES, values), _by_first(UNPAID, values)
    found = {}
    for project, region, firm, ends_on, state in _rows(_PROJECTS, values):
        due, late, coming = cycles.get(project, (0, 0, 0))
        payroll = payrolls.get(project)
        found[project, region] = Facts(
            cycles=due, late_cycles=late, coming=Decimal(coming), balance=balances[project][0] if project in balances else None, next_payroll=payroll and payroll[0],
            reds=reds.get(firm, (0,))[0], unpaid_months=unpaid[project][0] if project in unpaid else None, ends_on=ends_on,
            is_completed=state == ProjectState.COMPLETED_UNSETTLED, people=payroll and payroll[1],
        )  # fmt: skip
    return found


def unpaid_on(regions: Sequence[int], on: dt.date) -> dict[int, tuple]:
    """Project -> months not fully paid on the day and what is owed of them."""
    return _by_first(UNPAID, moments(regions, on))


def moments(regions: Sequence[int], on: dt.date) -> dict[str, Any]:
    month = on.replace(day=1)
    return {
        "regions": list(regions),
        "on": on,
        "month": month,
        "quarter": add_months(month, -3),
        "half_year": add_months(month, -6),
        "month_on": add_months(on, 1),
        "year": add_months(month, -12),
        "left_out": [ProjectState.PREPARING.value, ProjectState.SETTLED.value],
    }


def _rows(sql: str, values: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _by_first(sql: str, values: dict[str, Any]) -> dict[int, tuple]:
    return {row[0]: row[1:] for row in _rows(sql, values)}
