"""The 17-column table as sums over rows: what was inspected, owed, handled and paid in a period.

Exact figures: households, persons, yuan and cases. Each cell is a definition (口径) that also opens to its rows.
"""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.db import connection

CLASSES = ("construction", "manufacturing", "other")

# The class of a case's employer: as registered in the county, else construction where there is a project.
CLASS_OF_CASE = """coalesce((SELECT e.table_class FROM projects_employer e WHERE e.region_id = c.region_id AND e.organisation_id = c.employer_id),
                     CASE WHEN c.project_id IS NULL THEN 'other' ELSE 'construction' END)"""
_PERSON = "coalesce(encode(l.id_index, 'hex'), l.id::text)"
_EMPLOYER = "coalesce(c.region_id::text || '/' || c.employer_id::text, c.region_id::text || '/' || c.employer_text)"

INSPECTED = """
WITH latest AS (
    SELECT DISTINCT ON (i.employer_id, coalesce(i.project_id, 0)) i.employer_id, i.workers, i.migrant_workers, i.with_contract
      FROM projects_inspection i
     WHERE i.region_id = ANY(%(regions)s) AND i."on" BETWEEN %(since)s AND %(until)s
     ORDER BY i.employer_id, coalesce(i.project_id, 0), i."on" DESC, i.id DESC)
SELECT e.table_class, count(DISTINCT latest.employer_id), sum(workers), sum(migrant_workers), sum(with_contract)
  FROM latest JOIN projects_employer e ON e.id = latest.employer_id GROUP BY 1
"""
ARREARS = f"""
SELECT {CLASS_OF_CASE}, count(DISTINCT {_EMPLOYER}), count(DISTINCT {_PERSON}), count(DISTINCT {_PERSON}) FILTER (WHERE l.is_migrant),
       sum(l.verified), coalesce(sum(l.verified) FILTER (WHERE l.is_migrant), 0)
  FROM cases_caseworkerline l JOIN cases_case c ON c.id = l.case_id
 WHERE l.region_id = ANY(%(regions)s) AND l.kind = 'wage' AND l.verified > 0 AND l.verified_on BETWEEN %(since)s AND %(until)s GROUP BY 1
"""
HANDLED = f"""
SELECT {CLASS_OF_CASE}, count(*) FILTER (WHERE c.filed_on BETWEEN %(since)s AND %(until)s),
       count(*) FILTER (WHERE c.track = 'coordinated' AND c.closing_kind IN ('paid', 'agreement') AND c.closed_on BETWEEN %(since)s AND %(until)s),
       count(*) FILTER (WHERE c.police_referred_on BETWEEN %(since)s AND %(until)s),
       count(*) FILTER (WHERE c.police_filed_on BETWEEN %(since)s AND %(until)s)
  FROM cases_case c WHERE c.region_id = ANY(%(regions)s) GROUP BY 1
"""
PAID = f"""
SELECT {CLASS_OF_CASE}, count(DISTINCT {_PERSON}), count(DISTINCT {_PERSON}) FILTER (WHERE l.is_migrant),
       sum(p.amount), coalesce(sum(p.amount) FILTER (WHERE l.is_migrant), 0)
  FROM cases_casepayment p JOIN cases_caseworkerline l ON l.id = p.line_id JOIN cases_case c ON c.id = l.case_id
 WHERE p.region_id = ANY(%(regions)s) AND p.paid_on BETWEEN %(since)s AND %(until)s GROUP BY 1
"""
# Columns each query fills, in its order.
PARTS = ((INSPECTED, (1, 2, 3, 4)), (ARREARS, (5, 6, 7, 8, 9)), (HANDLED, (10, 11, 16, 17)), (PAID, (12, 13, 14, 15)))

FLAGS = (("is_government_invested", "政府投资工程项目"), ("is_ppp", "政府与社会资本合作项目"), ("is_state_contractor", "国企项目"))


def computed(regions: list[int], since: dt.date, until: dt.date) -> dict[str, dict[int, Decimal]]:
    """Row class -> column -> exact figure."""
    cells: dict[str, dict[int, Decimal]] = {name: defaultdict(Decimal) for name in CLASSES}
    with connection.cursor() as cursor:
        for sql, columns in PARTS:
            cursor.execute(sql, {"regions": regions, "since": since, "until": until})
            for table_class, *values in cursor.fetchall():
                for column, value in zip(columns, values, strict=True):
                    cells[table_class][column] += Decimal(value or 0)
    return cells


def other_facts(regions: list[int], since: dt.date, until: dt.date) -> list[dict]:
    """其他情况 1–3: projects inspected and found in arrears by flag; a project under two flags counts under each."""
    found = []
    with connection.cursor() as cursor:
        for flag, name in FLAGS:
            cursor.execute(_by_flag(flag), {"regions": regions, "since": since, "until": until})
            inspected, in_arrears, amount, people = cursor.fetchone()
            found.append({"name": name, "inspected": inspected, "in_arrears": in_arrears, "amount": Decimal(amount), "people": people})
    return found


def _by_flag(flag: str) -> str:
    return f"""
WITH owed AS (
    SELECT c.project_id, sum(l.verified) AS amount, count(DISTINCT {_PERSON}) AS people
      FROM cases_caseworkerline l JOIN cases_case c ON c.id = l.case_id
     WHERE l.region_id = ANY(%(regions)s) AND l.kind = 'wage' AND l.verified > 0 AND l.verified_on BETWEEN %(since)s AND %(until)s
     GROUP BY 1),
checked AS (
    SELECT DISTINCT i.project_id FROM projects_inspection i
     WHERE i.region_id = ANY(%(regions)s) AND i."on" BETWEEN %(since)s AND %(until)s)
SELECT count(checked.project_id), count(owed.project_id), coalesce(sum(owed.amount), 0), coalesce(sum(owed.people), 0)
  FROM projects_project p LEFT JOIN checked ON checked.project_id = p.id LEFT JOIN owed ON owed.project_id = p.id
 WHERE p.region_id = ANY(%(regions)s) AND p.{flag}
"""
