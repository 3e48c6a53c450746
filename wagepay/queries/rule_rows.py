"""What the rules of this room find, one statement each over the summaries, rows of the open scope only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from portal.lib.mappings import mappings
from portal.tenancy.queries import at_hand
from projects.queries import projects_at_hand
from projects.queries.projects_at_hand import PROJECTS
from wagepay.queries.months_at_hand import MONTHS, answered
from wagepay.queries.own_words import MISSING_BY_OWN_WORD
from wagepay.queries.rule_months import OWED, UNPAID_SHARE

# The general contractor's own people have no subcontractor.
_MONTHS = f"""
  FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
 WHERE m.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND m.due_on < %(on)s
   AND (m.full_paid_on IS NULL OR m.full_paid_on > %(on)s)
"""
_SUBCONTRACTOR = "nullif(m.employer_id, p.general_contractor_id)"

# Months in a row share the month that lies as many months back as their place in the list.
UNPAID_MONTHS = f"""
SELECT m.project_id, m.region_id, nullif(m.employer_id, m.general_contractor_id) AS subcontractor_id, m.month, m.due_on, m.listed, m.attended_2days, {OWED} AS people,
       least(m.paid_count, {OWED}) AS paid_people, m.net, m.paid, m.paid_outside, m.advance_only_count, m.sheet_state,
       count(*) FILTER (WHERE m.advance = 0 AND m.paid_count = 0)
           OVER (PARTITION BY m.project_id, m.employer_id, m.month - make_interval(months => m.place::int) ORDER BY m.month) AS unpaid_months
  FROM (SELECT m.*, p.general_contractor_id, row_number() OVER (PARTITION BY m.project_id, m.employer_id ORDER BY m.month) AS place
{_MONTHS} AND {OWED} > 0 AND {UNPAID_SHARE}) m
 ORDER BY m.project_id, m.employer_id, m.month
"""
MISMATCHES = f"""
WITH {MISSING_BY_OWN_WORD}
SELECT m.project_id, m.region_id, {_SUBCONTRACTOR} AS subcontractor_id, m.month, m.attended_2days, m.listed, m.paid_count, m.missing_paid,
       m.paid_without_attendance, coalesce(d.people, 0) AS denied
  FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
  LEFT JOIN denied d ON d.project_id = m.project_id AND d.employer_id = m.employer_id AND d.month = m.month
 WHERE m.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND p.site_kind <> ALL(%(exempt_sites)s::text[])
   AND m.due_on < %(on)s AND m.month >= %(since)s AND m.first_paid_on <= %(on)s
   AND NOT {UNPAID_SHARE}
   AND (m.missing_paid > 0 OR m.paid_without_attendance > 0)
"""
LATE_CYCLES = f"""
SELECT c.project_id, c.region_id, c.month, c.due_on, c.due_amount, c.transferred, o.name AS owner
  FROM wagepay_labourcostcycle c JOIN {PROJECTS} p ON p.id = c.project_id LEFT JOIN tenancy_organisation o ON o.id = p.owner_id
 WHERE c.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND c.due_on < %(on)s
   AND (c.full_on IS NULL OR c.full_on > %(on)s)
   AND (c.due_amount IS NULL OR c.full_on > %(on)s OR c.transferred * 100 < c.due_amount * %(token_percent)s)
"""
# People worked in a month that is over, and nobody recorded what the owner had to transfer for it.
UNKNOWN_CYCLES = f"""
WITH unknown AS (
    SELECT DISTINCT m.project_id, m.month FROM wagepay_projectmonth m
     WHERE m.region_id = ANY(%(regions)s) AND m.attended > 0 AND m.month >= %(since)s AND m.month < date_trunc('month', %(on)s::date)
       AND NOT EXISTS (SELECT FROM wagepay_labourcostcycle c
                        WHERE c.project_id = m.project_id AND c.month = m.month AND c.region_id = ANY(%(regions)s) AND c.month >= %(since)s)
)
SELECT p.id AS project_id, p.region_id, count(*) AS months, min(u.month) AS first_month, max(u.month) AS last_month, max(o.name) AS owner
  FROM unknown u JOIN {PROJECTS} p ON p.id = u.project_id LEFT JOIN tenancy_organisation o ON o.id = p.owner_id
 WHERE p.state <> ALL(%(exempt_states)s::text[])
 GROUP BY p.id, p.region_id
"""


def rows(
    sql: str, regions: Sequence[int], on: dt.date, *, oldest: dt.date | None = dt.date.min, whole: bool = False, **parameters: Any
) -> list[dict[str, Any]]:
    """The statement's rows as mappings.

    ``oldest``: the first of the months of which the statement looks at every row, None where it wants only those that are not settled or show something
    (``months_at_hand``). ``whole``: it looks at every site, so tables are read once and hashed; under row security the planner expects few rows.
    """
    with connection.cursor() as cursor:
        if whole:
            cursor.execute("SET LOCAL enable_nestloop = off")
        sql = at_hand.answered(answered(sql, regions, on, oldest), projects_at_hand.PIECE, regions, on)
        cursor.execute(sql, {"regions": list(regions), "on": on, **parameters})
        found = mappings(cursor)
        if whole:
            cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
        return found
