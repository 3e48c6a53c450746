"""Firms that are new on a site and owed wages elsewhere, or stand on the list.

Newcomers are rows of the open scope. Their past is asked under the portal's own scope, because it may lie in a neighbouring county (ADR 0052): of that only days, counts
and the county's name come back.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from portal.lib.mappings import mappings
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.enums import CONTRACTING, ENDED, Part
from projects.facts import LISTING

PARTS = (*CONTRACTING, Part.CONSORTIUM_MEMBER, Part.SUBCONTRACTOR)
NEWCOMERS = """
SELECT a.project_id, a.region_id, a.organisation_id, o.name AS firm, a.part, a.entered_on
  FROM projects_projectparty a
  JOIN projects_project p ON p.id = a.project_id
  JOIN tenancy_organisation o ON o.id = a.organisation_id
 WHERE a.region_id = ANY(%(regions)s) AND a.part = ANY(%(parts)s) AND a.entered_on BETWEEN %(since)s AND %(on)s
   AND (a.left_on IS NULL OR a.left_on > %(on)s) AND p.state <> ALL(%(ended)s)
 ORDER BY a.project_id, a.entered_on, a.id
"""
# Wages that were verified in a case against the firm itself, or on a site it built as the general contractor.
ARREARS = """
SELECT f.id AS organisation_id, c.project_id, v.verified_on, r.name AS place
  FROM (SELECT l.case_id, min(l.verified_on) AS verified_on FROM cases_caseworkerline l
         WHERE l.verified > 0 AND l.verified_on <= %(on)s GROUP BY l.case_id) v
  JOIN cases_case c ON c.id = v.case_id
  JOIN tenancy_region r ON r.id = c.region_id
  LEFT JOIN projects_project p ON p.id = c.project_id
  JOIN unnest(%(firms)s::bigint[]) AS f(id) ON f.id IN (c.employer_id, p.general_contractor_id)
 WHERE v.verified_on >= %(since)s AND c.closing_kind <> 'unfounded'
"""
LISTED = """
SELECT DISTINCT p.general_contractor_id AS organisation_id, x.value ->> 'organ' AS organ
  FROM projects_fact x JOIN projects_project p ON p.id = x.project_id
 WHERE x.item = %(item)s AND p.general_contractor_id = ANY(%(firms)s) AND (x.value ->> 'listed_on')::date <= %(on)s
   AND (x.value ->> 'removed_on' IS NULL OR (x.value ->> 'removed_on')::date > %(on)s)
 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Past:
    """What is known of a firm: each verified arrears with the site, the day and the county; the organ that holds it on the list."""

    arrears: Sequence[tuple[int | None, dt.date, str]] = ()
    listed_by: str = ""


def newcomers(regions: Sequence[int], since: dt.date, on: dt.date) -> list[dict[str, Any]]:
    given = {"regions": list(regions), "since": since, "on": on, "parts": [str(part) for part in PARTS], "ended": [str(state) for state in ENDED]}
    return _rows(NEWCOMERS, given)


def past_of(firms: Iterable[int], since: dt.date, on: dt.date) -> dict[int, Past]:
    """Firms with a clean past are missing from the answer."""
    given = {"firms": sorted(firms), "since": since, "on": on, "item": LISTING}
    if not given["firms"]:
        return {}
    with acting(system_actor()):
        owed, listed = _rows(ARREARS, given), _rows(LISTED, given)
    arrears: dict[int, list[tuple[int | None, dt.date, str]]] = defaultdict(list)
    for row in owed:
        arrears[row["organisation_id"]].append((row["project_id"], row["verified_on"], row["place"]))
    organs = {row["organisation_id"]: row["organ"] for row in listed}
    return {firm: Past(tuple(arrears.get(firm, ())), organs.get(firm, "")) for firm in {*arrears, *organs}}


def _rows(sql: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return mappings(cursor)
