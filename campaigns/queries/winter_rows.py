"""The 17-column table as sums over rows: what was inspected, owed, handled and paid in a period.

Exact figures: households, persons, yuan and cases. Each cell is a definition (口径) that also opens to its rows. Persons and
employers are counted once for each county and class, so that the counties' tables add up to the city's.
"""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.db import connection

from campaigns.winter_columns import CLASSES

Cells = dict[str, dict[int, Decimal]]

# The class of a case's employer: as registered in the county; else construction where the case has a project or the
# employer takes part in one of the county's projects.
CLASS_OF_CASE = """coalesce((SELECT e.table_class FROM projects_employer e WHERE e.region_id = c.region_id AND e.organisation_id = c.employer_id),
                     CASE WHEN c.project_id IS NOT NULL OR EXISTS (SELECT 1 FROM projects_projectparty t
                               WHERE t.region_id = c.region_id AND t.organisation_id = c.employer_id) THEN 'construction' ELSE 'other' END)"""
PERSON = "coalesce(encode(l.id_index, 'hex'), l.id::text)"
EMPLOYER = "coalesce('u' || c.employer_id::text, 't' || c.employer_text)"
BETWEEN = "BETWEEN %(since)s AND %(until)s"

# A line counts as arrears from the day it was verified, and only its wages do; economic compensation is in no column.
# What the worker took back or a finding reduced to nothing was no arrears.
VERIFIED = f"l.kind = 'wage' AND l.verified > 0 AND l.state <> 'withdrawn' AND l.verified_on {BETWEEN}"
PAYMENT = f"l.kind IN ('wage', 'additional') AND y.paid_on {BETWEEN}"
SOLVED = f"c.track = 'coordinated' AND c.closing_kind IN ('paid', 'agreement') AND c.closed_on {BETWEEN}"
LATEST_INSPECTIONS = f"""
    SELECT DISTINCT ON (i.employer_id, coalesce(i.project_id, 0)) i.*
      FROM projects_inspection i WHERE i.region_id = ANY(%(regions)s) AND i."on" {BETWEEN}
     ORDER BY i.employer_id, coalesce(i.project_id, 0), i."on" DESC, i.id DESC"""

INSPECTED = f"""
SELECT latest.region_id, e.table_class, count(DISTINCT latest.employer_id), sum(workers), sum(migrant_workers), sum(with_contract)
  FROM ({LATEST_INSPECTIONS}) latest JOIN projects_employer e ON e.id = latest.employer_id GROUP BY 1, 2
"""
ARREARS = f"""
SELECT l.region_id, {CLASS_OF_CASE}, count(DISTINCT {EMPLOYER}), count(DISTINCT {PERSON}), count(DISTINCT {PERSON}) FILTER (WHERE l.is_migrant),
       sum(l.verified), coalesce(sum(l.verified) FILTER (WHERE l.is_migrant), 0)
  FROM cases_caseworkerline l JOIN cases_case c ON c.id = l.case_id WHERE l.region_id = ANY(%(regions)s) AND {VERIFIED} GROUP BY 1, 2
"""
HANDLED = f"""
SELECT c.region_id, {CLASS_OF_CASE}, count(*) FILTER (WHERE c.filed_on {BETWEEN}), count(*) FILTER (WHERE {SOLVED}),
       count(*) FILTER (WHERE c.police_referred_on {BETWEEN}), count(*) FILTER (WHERE c.police_filed_on {BETWEEN})
  FROM cases_case c WHERE c.region_id = ANY(%(regions)s) GROUP BY 1, 2
"""
PAID = f"""
SELECT y.region_id, {CLASS_OF_CASE}, count(DISTINCT {PERSON}), count(DISTINCT {PERSON}) FILTER (WHERE l.is_migrant),
       sum(y.amount), coalesce(sum(y.amount) FILTER (WHERE l.is_migrant), 0)
  FROM cases_casepayment y JOIN cases_caseworkerline l ON l.id = y.line_id JOIN cases_case c ON c.id = l.case_id
 WHERE y.region_id = ANY(%(regions)s) AND {PAYMENT} GROUP BY 1, 2
"""
# Columns each query fills, in its order.
PARTS = ((INSPECTED, (1, 2, 3, 4)), (ARREARS, (5, 6, 7, 8, 9)), (HANDLED, (10, 11, 16, 17)), (PAID, (12, 13, 14, 15)))

FLAGS = (("is_government_invested", "政府投资工程项目"), ("is_ppp", "政府与社会资本合作项目"), ("is_state_contractor", "国企项目"))
FLAGGED = f"""
WITH owed AS (
    SELECT c.project_id, sum(l.verified) AS amount, count(DISTINCT {PERSON}) AS people
      FROM cases_caseworkerline l JOIN cases_case c ON c.id = l.case_id
     WHERE l.region_id = ANY(%(regions)s) AND {VERIFIED} GROUP BY 1),
checked AS (
    SELECT DISTINCT i.project_id FROM projects_inspection i WHERE i.region_id = ANY(%(regions)s) AND i."on" {BETWEEN})
SELECT flag.name, count(checked.project_id), count(owed.project_id), coalesce(sum(owed.amount), 0), coalesce(sum(owed.people), 0)
  FROM projects_project p
 CROSS JOIN LATERAL (VALUES {", ".join(f"('{name}', p.{name})" for name, _ in FLAGS)}) AS flag(name, is_on)
  LEFT JOIN checked ON checked.project_id = p.id LEFT JOIN owed ON owed.project_id = p.id
 WHERE p.region_id = ANY(%(regions)s) AND flag.is_on GROUP BY 1
"""


def computed_by_county(regions: list[int], since: dt.date, until: dt.date) -> dict[int, Cells]:
    """County -> row class -> column -> exact figure; four queries whatever the number of counties."""
    found: dict[int, Cells] = {pk: _empty() for pk in regions}
    with connection.cursor() as cursor:
        for sql, columns in PARTS:
            cursor.execute(sql, {"regions": regions, "since": since, "until": until})
            for region_id, table_class, *values in cursor.fetchall():
                for column, value in zip(columns, values, strict=True):
                    found[region_id][table_class][column] += Decimal(value or 0)
    return found


def computed(regions: list[int], since: dt.date, until: dt.date) -> Cells:
    """Row class -> column -> exact figure: the sum of the counties' tables."""
    total = _empty()
    for cells in computed_by_county(regions, since, until).values():
        for table_class, columns in cells.items():
            for column, value in columns.items():
                total[table_class][column] += value
    return total


def _empty() -> Cells:
    return {name: defaultdict(Decimal) for name in CLASSES}


def other_facts(regions: list[int], since: dt.date, until: dt.date) -> list[dict]:
    """其他情况 1–3: projects inspected and projects found in arrears by flag; one under two flags counts under each (备注3)."""
    with connection.cursor() as cursor:
        cursor.execute(FLAGGED, {"regions": regions, "since": since, "until": until})
        rows = {name: values for name, *values in cursor.fetchall()}
    found = []
    for flag, name in FLAGS:
        inspected, in_arrears, amount, people = rows.get(flag, (0, 0, 0, 0))
        found.append({"flag": flag, "name": name, "inspected": inspected, "in_arrears": in_arrears, "amount": Decimal(amount), "people": int(people)})
    return found
