"""Cases that are late on a day: agreements not kept, terms that end. Rows of the open scope only; what was paid or closed later counts as open still."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from cases.enums import SETTLED_LINES, LineState
from portal.lib.mappings import mappings

# One row for each project; a line is owed by what was verified (else claimed) less what had reached the worker by the day.
BROKEN_AGREEMENTS = """
SELECT c.project_id, p.region_id, min(c.agreed_until_on) AS due_on, min(c.number) AS number, count(DISTINCT c.id) AS cases,
       count(DISTINCT coalesce(encode(l.id_index, 'hex'), l.id::text)) AS people, sum(l.owed) AS amount
  FROM cases_case c
  JOIN projects_project p ON p.id = c.project_id
  JOIN (SELECT l.id, l.case_id, l.id_index, coalesce(l.verified, l.claimed) - coalesce((
               SELECT sum(m.amount) FROM cases_casepayment m WHERE m.line_id = l.id AND m.paid_on <= %(on)s), 0) AS owed
          FROM cases_caseworkerline l
         WHERE l.state <> ALL(%(given_up)s::text[])) l ON l.case_id = c.id AND l.owed > 0
 WHERE p.region_id = ANY(%(regions)s) AND c.agreed_until_on < %(on)s AND c.closed_on <= %(on)s
 GROUP BY c.project_id, p.region_id
 ORDER BY c.project_id
"""
# The open case whose last day comes first, with how many others of the project are as near their ends.
ENDING_TERMS = """
SELECT * FROM (
    SELECT c.project_id, p.region_id, c.number, c.opened_on, c.investigate_due_on AS due_on,
           count(*) FILTER (WHERE c.investigate_due_on < %(on)s) OVER site AS late, count(*) OVER site AS cases,
           row_number() OVER (site ORDER BY c.investigate_due_on, c.id) AS place
      FROM cases_case c
      JOIN projects_project p ON p.id = c.project_id
     WHERE p.region_id = ANY(%(regions)s) AND c.opened_on <= %(on)s AND (c.closed_on IS NULL OR c.closed_on > %(on)s)
       AND c.investigate_due_on IS NOT NULL
       AND (c.investigate_due_on - %(on)s) * 100 <= (c.investigate_due_on - c.opened_on) * %(percent)s
    WINDOW site AS (PARTITION BY c.project_id)
) found WHERE place = 1 ORDER BY project_id
"""


def rows(sql: str, regions: Sequence[int], on: dt.date, *, percent: int = 0) -> list[dict[str, Any]]:
    given_up = [str(state) for state in SETTLED_LINES if state != LineState.PAID]
    with connection.cursor() as cursor:
        cursor.execute(sql, {"regions": list(regions), "on": on, "percent": percent, "given_up": given_up})
        return mappings(cursor)
