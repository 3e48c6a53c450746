"""What the project's file is told: people on site, the wage month that fell due, the labour-cost cycle that fell due."""

import datetime as dt

from django.db import connection

from projects import facts
from projects.models import Fact, Project
from wagepay.queries.balance import balance_of

_COVERAGE = """
SELECT coalesce(sum(attended), 0), coalesce(sum(attended_registered), 0), coalesce(sum(attended_with_contract), 0), max(last_attendance_on)
  FROM wagepay_projectmonth
 WHERE project_id = %(project)s
   AND month = (SELECT max(month) FROM wagepay_projectmonth WHERE project_id = %(project)s AND attended > 0 AND month <= %(on)s)
"""
_DAYS = """
SELECT coalesce(sum(bit_count(mask::bit(32))), 0)
  FROM (SELECT month, bit_or(day_mask) AS mask FROM wagepay_projectmonth WHERE project_id = %(project)s AND month <= %(on)s GROUP BY month) m
"""
_PAYMENT = """
SELECT month, min(due_on), sum(greatest(listed, attended_2days)), sum(paid_count), sum(net), sum(paid),
       CASE WHEN bool_and(full_paid_on IS NOT NULL OR (listed = 0 AND attended_2days = 0)) THEN max(full_paid_on) END
  FROM wagepay_projectmonth
 WHERE project_id = %(project)s
   AND month = (SELECT max(month) FROM wagepay_projectmonth WHERE project_id = %(project)s AND due_on <= %(on)s AND (attended > 0 OR listed > 0 OR paid_count > 0))
 GROUP BY month
"""
_CYCLE = """
SELECT month, due_amount, due_on, transferred
  FROM wagepay_labourcostcycle
 WHERE project_id = %(project)s AND due_on <= %(on)s
 ORDER BY month DESC LIMIT 1
"""


def facts_of(project: Project, on: dt.date, source: str) -> list[Fact]:
    """The facts that can be told today; an item without data is left alone."""
    found = []
    values = {"project": project.pk, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_COVERAGE, values)
        on_site, registered, with_contract, last = cursor.fetchone()
        cursor.execute(_DAYS, values)
        (days,) = cursor.fetchone()
        if on_site or registered:
            value = facts.coverage(on_site=on_site, registered=registered, with_contract=with_contract, attendance_days=int(days), last_attendance_on=last)
            found.append((facts.COVERAGE, value))
        cursor.execute(_PAYMENT, values)
        if row := cursor.fetchone():
            month, due_on, people, paid_people, net, paid, full_paid_on = row
            value = facts.payment_month(month=month, due_on=due_on, people=people, paid_people=paid_people, net=net, paid=paid, full_paid_on=full_paid_on)
            found.append((facts.PAYMENT_MONTH, value))
        cursor.execute(_CYCLE, values)
        if row := cursor.fetchone():
            month, due, due_on, transferred = row
            balance = balance_of(project.pk, on)  # a query over all months of the account's lines: asked only where it is told
            told = facts.account_month(month=month, due=due, due_on=due_on, transferred=transferred, balance=balance.amount if balance else None)
            found.append((facts.ACCOUNT_MONTH, told))
    return [Fact(project_id=project.pk, region_id=project.region_id, item=item, value=value, on=on, source=source[:120]) for item, value in found]
