"""Projects that lack what the law asks of them, with the figures the rules need; one statement each, rows of the open scope only."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

# The state on the day comes from the dated rows, so that a past day is judged by what held then.
STATE = """coalesce((SELECT s.state FROM projects_sitestate s WHERE s.project_id = p.id AND s.since <= %(on)s
                      ORDER BY s.since DESC, s.id DESC LIMIT 1), p.state)"""
COLUMNS = f"""p.id AS project_id, p.region_id, {STATE} AS state, p.contract_signed_on, p.permit_issued_on, p.contract_amount,
       coverage.value AS coverage, payment.value AS payment"""
FACTS = """LEFT JOIN projects_fact coverage ON coverage.project_id = p.id AND coverage.item = 'coverage'
       LEFT JOIN projects_fact payment ON payment.project_id = p.id AND payment.item = 'payment_month'"""
# The state is asked last, of the few that are found (``rows``): to look it up costs more than all other conditions.
WATCHED = "p.region_id = ANY(%(regions)s) AND p.site_kind <> ALL(%(exempt_sites)s::text[])"
_IN_STATE = "SELECT * FROM ({found} OFFSET 0) AS found WHERE found.state <> ALL(%(exempt_states)s::text[])"

WITHOUT_ACCOUNT = f"""
SELECT {COLUMNS}, p.contract_signed_on AS trigger_on
  FROM projects_project p {FACTS}
 WHERE {WATCHED}
   AND p.contract_signed_on <= %(on)s
   AND NOT EXISTS (SELECT 1 FROM projects_specialwageaccount a
                    WHERE a.project_id = p.id AND a.opened_on <= %(on)s AND (a.closed_on IS NULL OR a.closed_on > %(on)s))
 ORDER BY p.id
"""

# 65号文 第八条: from the permit; where the law asks for none, from the contract.
WITHOUT_DEPOSIT = f"""
SELECT {COLUMNS}, CASE WHEN p.permit_issued_on IS NULL AND NOT p.needs_permit THEN p.contract_signed_on ELSE p.permit_issued_on END AS trigger_on
  FROM projects_project p {FACTS}
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
        cursor.execute(_IN_STATE.format(found=sql), parameters)
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in found:
        # Django has the driver hand over jsonb as text.
        row |= {name: json.loads(row[name]) if row[name] else None for name in ("coverage", "payment")}
    return found
