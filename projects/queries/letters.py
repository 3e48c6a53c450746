"""Letters to organs whose answer, and papers to firms whose performance, has not come by its day; rows of the open scope only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

# What was served and has a day; answered later than the day asked about, it was open then. A letter to a firm is the firm's matter, not the government's.
UNANSWERED = """
SELECT i.project_id, p.region_id, count(*) AS letters, min(i.reply_due_on) AS due_on,
       (array_agg(i.title ORDER BY i.reply_due_on, i.id))[1] AS title, (array_agg(i.addressee_text ORDER BY i.reply_due_on, i.id))[1] AS addressee
  FROM documents_instrument i
  JOIN projects_project p ON p.id = i.project_id
  JOIN tenancy_organisation o ON o.id = i.addressee_id AND o.kind = 'authority'
 WHERE p.region_id = ANY(%(regions)s) AND i.reply_due_on < %(on)s AND i.served_on <= %(on)s
   AND (i.replied_on IS NULL OR i.replied_on > %(on)s) AND i.state <> 'withdrawn'
 GROUP BY i.project_id, p.region_id
 ORDER BY i.project_id
"""


# Decisions and orders to firms whose day has passed. A decision is performed when its answer is recorded or the deposit has paid its people; an order when it is
# answered or no problem of its inspection stands open. A decision of another organ is known where the deposit is used for it.
UNPERFORMED = """
WITH papers AS (
    SELECT i.project_id, i.number, i.kind = %(decision)s AS is_decision, coalesce(i.facts ->> 'comply_by', i.facts ->> 'reply_by')::date AS due_on,
           (i.facts ->> 'workers')::int AS people, (i.facts ->> 'amount')::numeric AS amount
      FROM documents_instrument i
     WHERE i.kind IN (%(decision)s, %(order)s) AND i.project_id IS NOT NULL AND i.served_on <= %(on)s AND i.state <> 'withdrawn'
       AND (i.replied_on IS NULL OR i.replied_on > %(on)s)
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


def unanswered(regions: Sequence[int], on: dt.date) -> list[dict[str, Any]]:
    return _rows(UNANSWERED, regions=list(regions), on=on)


def unperformed(regions: Sequence[int], on: dt.date, *, decision: str, order: str) -> list[dict[str, Any]]:
    return _rows(UNPERFORMED, regions=list(regions), on=on, decision=decision, order=order)


def _rows(sql: str, **given: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
