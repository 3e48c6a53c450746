"""Labour-cost transfers set against the cycles they were due for."""

from django.db import connection

_SETTLE = """
WITH inflow AS (
    SELECT booked_on, sum(sum(amount)) OVER (ORDER BY booked_on) AS so_far
      FROM wagepay_accountentry
     WHERE project_id = %(project)s AND direction = 'in' AND kind = 'labour_cost'
     GROUP BY booked_on
),
came AS (SELECT coalesce(max(so_far), 0) AS all_of_it FROM inflow),
due AS (
    SELECT id, due_amount, coalesce(sum(due_amount) OVER (ORDER BY due_on, month), 0) AS through
      FROM wagepay_labourcostcycle WHERE project_id = %(project)s AND due_amount IS NOT NULL
),
settled AS (
    SELECT d.id, greatest(0, least(d.due_amount, c.all_of_it - (d.through - d.due_amount))) AS transferred,
           (SELECT min(i.booked_on) FROM inflow i WHERE i.so_far >= d.through) AS full_on
      FROM due d CROSS JOIN came c
)
UPDATE wagepay_labourcostcycle t SET transferred = s.transferred, full_on = s.full_on
  FROM settled s
 WHERE t.id = s.id AND (t.transferred, t.full_on) IS DISTINCT FROM (s.transferred, s.full_on)
"""


def settle_cycles(project_id: int) -> int:
    """First due, first paid: what came in so far covers the cycles in the order of their due dates; returns the rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"project": project_id})
        return cursor.rowcount
