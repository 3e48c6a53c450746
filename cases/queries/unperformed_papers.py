"""Papers to firms whose performance has not come by its day; rows of the open scope only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from cases.enums import SETTLED_LINES, LineState
from portal.lib.mappings import mappings
from projects.deposits.papers import ADMIN_DECISION
from projects.inspections.papers import ORDER

# Decisions and orders to firms whose day has passed. A decision is performed when its answer is recorded or the deposit has paid its people; an order when it is
# answered or no problem of its inspection stands open; one about a case when everybody on the case's ledger is paid, and until then it is about those who are not.
# A decision of another organ is known where the deposit is used for it.
UNPERFORMED = """
WITH papers AS (
    SELECT i.project_id, i.number, i.kind = %(decision)s AS is_decision, coalesce(i.facts ->> 'comply_by', i.facts ->> 'reply_by')::date AS due_on,
           least((i.facts ->> 'workers')::int, l.people) AS people, least((i.facts ->> 'amount')::numeric, l.amount) AS amount
      FROM documents_instrument i
      LEFT JOIN cases_case c ON c.uid = CASE WHEN i.subject_type = 'cases.Case' THEN i.subject_uid::uuid END
      LEFT JOIN LATERAL (
          SELECT count(DISTINCT coalesce(encode(o.id_index, 'hex'), o.id::text)) FILTER (WHERE o.owed > 0) AS people, coalesce(sum(o.owed) FILTER (WHERE o.owed > 0), 0) AS amount
            FROM (SELECT l.id, l.id_index, CASE WHEN l.state = ANY(%(given_up)s::text[]) THEN 0 ELSE coalesce(l.verified, l.claimed) - coalesce((
                         SELECT sum(m.amount) FROM cases_casepayment m WHERE m.line_id = l.id AND m.paid_on <= %(on)s), 0) END AS owed
                    FROM cases_caseworkerline l WHERE l.case_id = c.id) o
          HAVING count(*) > 0) l ON true
     WHERE i.kind IN (%(decision)s, %(order)s) AND i.project_id IS NOT NULL AND i.served_on <= %(on)s AND i.state <> 'withdrawn'
       AND (i.replied_on IS NULL OR i.replied_on > %(on)s) AND l.people IS DISTINCT FROM 0
       AND NOT EXISTS (SELECT FROM projects_depositdrawdown d WHERE d.instrument_id = i.id AND d.paid_on <= %(on)s)
       AND (i.kind = %(decision)s OR NOT EXISTS (
                SELECT FROM projects_siteinspection c WHERE c.uid = CASE WHEN i.subject_type = 'projects.SiteInspection' THEN i.subject_uid::uuid END
                   AND NOT EXISTS (SELECT FROM projects_inspectionfinding f
                                    WHERE f.inspection_id = c.id AND f.rectify_by IS NOT NULL AND (f.state = 'open' OR f.cleared_on > %(on)s))))
     UNION ALL
    SELECT d.project_id, d.decision_number, true, d.comply_by, d.people, d.amount
      FROM projects_depositdrawdown d
     WHERE d.incoming_id IS NOT NULL AND d.served_on <= %(on)s AND d.state <> 'cancelled' AND (d.paid_on IS NULL OR d.paid_on > %(on)s)
)
SELECT a.project_id, p.region_id, count(*) AS papers, count(*) FILTER (WHERE a.is_decision) AS decisions, min(a.due_on) AS due_on,
       (array_agg(a.number ORDER BY a.due_on, a.number))[1] AS number, coalesce(sum(a.people) FILTER (WHERE a.is_decision), 0) AS people,
       coalesce(sum(a.amount) FILTER (WHERE a.is_decision), 0) AS amount
  FROM papers a
  JOIN projects_project p ON p.id = a.project_id
 WHERE p.region_id = ANY(%(regions)s) AND a.due_on < %(on)s
 GROUP BY a.project_id, p.region_id
 ORDER BY a.project_id
"""


def unperformed(regions: Sequence[int], on: dt.date) -> list[dict[str, Any]]:
    given_up = [str(state) for state in SETTLED_LINES if state != LineState.PAID]
    with connection.cursor() as cursor:
        cursor.execute(UNPERFORMED, {"regions": list(regions), "on": on, "decision": ADMIN_DECISION, "order": ORDER, "given_up": given_up})
        return mappings(cursor)
