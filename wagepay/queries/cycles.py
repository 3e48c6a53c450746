"""Labour-cost transfers set against the cycles they were due for."""

from collections.abc import Sequence

from django.db import connection

_SETTLE = """
WITH inflow AS (
    SELECT project_id, booked_on, sum(sum(amount)) OVER (PARTITION BY project_id ORDER BY booked_on) AS so_far
      FROM wagepay_accountentry
     WHERE project_id = ANY (%(projects)s) AND direction = 'in' AND kind = 'labour_cost'
     GROUP BY project_id, booked_on
),
came AS (SELECT project_id, max(so_far) AS all_of_it FROM inflow GROUP BY project_id),
due AS (
    SELECT id, project_id, due_amount, coalesce(sum(due_amount) OVER (PARTITION BY project_id ORDER BY due_on, month), 0) AS through
      FROM wagepay_labourcostcycle WHERE project_id = ANY (%(projects)s) AND due_amount IS NOT NULL
),
covered AS (
    SELECT d.id, min(i.booked_on) AS full_on FROM due d JOIN inflow i ON i.project_id = d.project_id AND i.so_far >= d.through GROUP BY d.id
),
settled AS (
    SELECT d.id, greatest(0, least(d.due_amount, coalesce(c.all_of_it, 0) - (d.through - d.due_amount))) AS transferred, f.full_on
      FROM due d LEFT JOIN came c ON c.project_id = d.project_id LEFT JOIN covered f ON f.id = d.id
)
UPDATE wagepay_labourcostcycle t SET transferred = s.transferred, full_on = s.full_on
  FROM settled s
 WHERE t.id = s.id AND (t.transferred, t.full_on) IS DISTINCT FROM (s.transferred, s.full_on)
"""


def settle_cycles(projects: Sequence[int]) -> int:
    """First due, first paid: what came in so far covers a project's cycles in the order of their due dates; returns the rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"projects": list(projects)})
        return cursor.rowcount
