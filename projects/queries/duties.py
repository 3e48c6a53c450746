"""Sites for which the government itself is late: too many for one grid officer, never inspected, problems past their day. Rows of the open scope only."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from portal.lib.mappings import mappings
from portal.tenancy.queries.at_hand import answered
from projects.queries.missing import STATE
from projects.queries.projects_at_hand import PIECE, PROJECTS

_STATE = STATE.format(project="p.id", present="p.state")

# Each officer's sites under way in the order of their codes; those after the number his county allows.
OVERLOAD = f"""
SELECT * FROM (
    SELECT p.id AS project_id, p.region_id, u.name AS officer, count(*) OVER officer AS sites, row_number() OVER (officer ORDER BY p.code) AS place, m.most
      FROM {PROJECTS} p
      JOIN accounts_user u ON u.id = p.grid_officer_id
      JOIN unnest(%(regions)s::bigint[], %(figures)s::int[]) AS m(region_id, most) ON m.region_id = p.region_id AND m.most > 0
     WHERE {_STATE} <> ALL(%(ended)s::text[])
    WINDOW officer AS (PARTITION BY p.region_id, p.grid_officer_id)
) found WHERE place > most ORDER BY project_id
"""

# Work has begun and no check, on the portal or recorded from paper, has been there since.
UNCHECKED = f"""
SELECT p.id AS project_id, p.region_id, p.started_on, m.most AS months
  FROM {PROJECTS} p
  JOIN unnest(%(regions)s::bigint[], %(figures)s::int[]) AS m(region_id, most) ON m.region_id = p.region_id AND m.most > 0
 WHERE p.started_on <= %(on)s AND {_STATE} <> ALL(%(ended)s::text[])
   AND NOT EXISTS (SELECT 1 FROM projects_siteinspection c WHERE c.project_id = p.id AND (c.arrived_at AT TIME ZONE 'Asia/Shanghai')::date <= %(on)s)
   AND NOT EXISTS (SELECT 1 FROM projects_inspection i WHERE i.project_id = p.id AND i."on" BETWEEN p.started_on AND %(on)s)
 ORDER BY p.id
"""

OVERDUE = """
SELECT f.project_id, min(f.region_id) AS region_id, count(*) FILTER (WHERE f.state = 'open') AS problems,
       count(*) FILTER (WHERE f.state = 'cleared') AS looks, min(CASE WHEN f.state = 'open' THEN f.rectify_by ELSE f.look_back_by END) AS due_on,
       min(f.item) FILTER (WHERE f.state = 'open') AS item
  FROM projects_inspectionfinding f
 WHERE f.region_id = ANY(%(regions)s) AND f.project_id IS NOT NULL
   AND ((f.state = 'open' AND f.rectify_by < %(on)s) OR (f.state = 'cleared' AND f.look_back_by < %(on)s AND f.looked_back_on IS NULL))
 GROUP BY f.project_id ORDER BY f.project_id
"""


def rows(sql: str, figures: Mapping[int, int], on: dt.date, ended: Sequence[str] = ()) -> list[dict[str, Any]]:
    """``figures``: region -> the tenant's number; regions without one are asked with 0 and left out by the statement."""
    given = {"regions": list(figures), "figures": list(figures.values()), "on": on, "ended": list(ended)}
    with connection.cursor() as cursor:
        cursor.execute(answered(sql, PIECE, list(figures), on), given)
        return mappings(cursor)
