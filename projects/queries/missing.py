"""Projects that lack what the law asks of them, with the figures the rules need; one statement each, rows of the open scope only."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from portal.lib.mappings import mappings
from portal.tenancy.queries.at_hand import answered
from projects.queries.projects_at_hand import PIECE, PROJECTS

# The state on the day comes from the dated rows, so that a past day is judged by what held then; it is looked up where a later one has begun since.
STATE = """CASE WHEN {project} IN (SELECT s.project_id FROM projects_sitestate s WHERE s.since > %(on)s)
            THEN coalesce((SELECT s.state FROM projects_sitestate s WHERE s.project_id = {project} AND s.since <= %(on)s
                            ORDER BY s.since DESC, s.id DESC LIMIT 1), {present}) ELSE {present} END"""
COLUMNS = "p.id AS project_id, p.region_id, p.state AS present_state, p.contract_signed_on, p.permit_issued_on, p.contract_amount"
WATCHED = "p.region_id = ANY(%(regions)s) AND p.site_kind <> ALL(%(exempt_sites)s::text[])"
# The state and what wage data say are looked up last, of the few that are found: for every project that costs more than all other conditions.
_IN_STATE = f"""
SELECT found.*, (SELECT f.value FROM projects_fact f WHERE f.project_id = found.project_id AND f.item = 'coverage') AS coverage,
       (SELECT f.value FROM projects_fact f WHERE f.project_id = found.project_id AND f.item = 'payment_month') AS payment
  FROM (SELECT found.*, {STATE.format(project="found.project_id", present="found.present_state")} AS state FROM ({{found}} OFFSET 0) AS found OFFSET 0) AS found
 WHERE found.state <> ALL(%(exempt_states)s::text[])
"""

WITHOUT_ACCOUNT = f"""
SELECT {COLUMNS}, p.contract_signed_on AS trigger_on
  FROM {PROJECTS} p
 WHERE {WATCHED}
   AND p.contract_signed_on <= %(on)s
   AND NOT EXISTS (SELECT 1 FROM projects_specialwageaccount a
                    WHERE a.project_id = p.id AND a.opened_on <= %(on)s AND (a.closed_on IS NULL OR a.closed_on > %(on)s))
 ORDER BY p.id
"""

# 65号文 第八条: from the permit; where the law asks for none, from the contract.
WITHOUT_DEPOSIT = f"""
SELECT {COLUMNS}, CASE WHEN p.permit_issued_on IS NULL AND NOT p.needs_permit THEN p.contract_signed_on ELSE p.permit_issued_on END AS trigger_on
  FROM {PROJECTS} p
 WHERE {WATCHED}
   AND CASE WHEN p.permit_issued_on IS NULL AND NOT p.needs_permit THEN p.contract_signed_on ELSE p.permit_issued_on END <= %(on)s
   AND NOT EXISTS (SELECT 1 FROM projects_wagesecuritydeposit d
                    WHERE d.project_id = p.id AND d.deposited_on <= %(on)s AND (d.released_on IS NULL OR d.released_on > %(on)s))
 ORDER BY p.id
"""


def rows(sql: str, regions: Sequence[int], on: dt.date, *, exempt_states: Sequence[str], exempt_sites: Sequence[str], **more: Any) -> list[dict[str, Any]]:
    """The statement's rows as mappings; empty exemptions exempt nothing."""
    parameters = {"regions": list(regions), "on": on, "exempt_states": list(exempt_states), "exempt_sites": list(exempt_sites)} | more
    with connection.cursor() as cursor:
        cursor.execute(answered(_IN_STATE.format(found=sql), PIECE, regions, on), parameters)
        found = mappings(cursor)
    for row in found:
        # Django has the driver hand over jsonb as text.
        row |= {name: json.loads(row[name]) if row[name] else None for name in ("coverage", "payment")}
    return found
