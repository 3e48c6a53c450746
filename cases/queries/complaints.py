"""Complaints about projects in a window of days: one statement, rows of the open scope only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from cases.enums import OWN_FINDINGS, LeadState
from portal.lib.mappings import mappings

# The same person twice is one complaint with the larger number of people; who leaves neither number nor phone counts each time.
# A lead refused by the day of the question is no complaint; one refused later still was one then.
CONCENTRATED = """
WITH counted AS (
    SELECT l.project_id, coalesce(encode(l.id_index, 'hex'), encode(l.phone_index, 'hex'), l.id::text) AS person,
           max(l.people) AS people, count(*) AS times, min(l.received_on) AS first_on, max(l.received_on) AS last_on,
           bool_or(l.state IN ('received', 'accepted') OR l.decided_on > %(on)s) AS is_open
      FROM cases_lead l
     WHERE l.project_id IS NOT NULL AND l.received_on > %(since)s AND l.received_on <= %(on)s
       AND l.channel <> ALL(%(own)s::text[])
       AND NOT (l.state = %(rejected)s AND l.decided_on <= %(on)s)
     GROUP BY 1, 2)
SELECT p.id AS project_id, p.region_id, count(*) AS leads, sum(c.people) AS people, sum(c.times) AS entries,
       count(*) FILTER (WHERE c.is_open) AS pending, min(c.first_on) AS first_on, max(c.last_on) AS last_on
  FROM counted c JOIN projects_project p ON p.id = c.project_id
 WHERE p.region_id = ANY(%(regions)s)
 GROUP BY p.id, p.region_id
HAVING count(*) >= %(leads)s OR sum(c.people) >= %(people)s
 ORDER BY p.id
"""


def concentrated(regions: Sequence[int], on: dt.date, *, days: int, leads: int, people: int) -> list[dict[str, Any]]:
    """Projects with at least so many complaints or so many people in the days up to ``on``, counting it."""
    parameters = {
        "regions": list(regions),
        "on": on,
        "since": on - dt.timedelta(days=days),
        "own": [str(channel) for channel in OWN_FINDINGS],
        "rejected": str(LeadState.REJECTED),
        "leads": leads,
        "people": people,
    }
    with connection.cursor() as cursor:
        cursor.execute(CONCENTRATED, parameters)
        return mappings(cursor)
