"""A cell of the 17-column table opened: by county, and the rows it counts."""

import datetime as dt
from decimal import Decimal

from django.db import connection

from campaigns.queries.winter_rows import CLASS_OF_CASE, CLASSES, computed
from portal.tenancy.models import Region

LIMIT = 200
_INSPECTED = """
SELECT r.name, o.name, coalesce(p.name, ''), latest."on", latest.workers, latest.migrant_workers, latest.with_contract
  FROM (SELECT DISTINCT ON (i.employer_id, coalesce(i.project_id, 0)) i.* FROM projects_inspection i
         WHERE i.region_id = ANY(%(regions)s) AND i."on" BETWEEN %(since)s AND %(until)s
         ORDER BY i.employer_id, coalesce(i.project_id, 0), i."on" DESC, i.id DESC) latest
  JOIN projects_employer e ON e.id = latest.employer_id JOIN tenancy_organisation o ON o.id = e.organisation_id
  JOIN tenancy_region r ON r.id = latest.region_id LEFT JOIN projects_project p ON p.id = latest.project_id
 WHERE e.table_class = ANY(%(classes)s) ORDER BY r.code, o.name LIMIT %(limit)s
"""
_CASES = f"""
SELECT r.name, coalesce(o.name, c.employer_text), c.number, c.opened_on, c.track, c.closed_on, c.settled_on
  FROM cases_case c JOIN tenancy_region r ON r.id = c.region_id LEFT JOIN tenancy_organisation o ON o.id = c.employer_id
 WHERE c.region_id = ANY(%(regions)s) AND {CLASS_OF_CASE} = ANY(%(classes)s) AND {{which}} ORDER BY r.code, c.number LIMIT %(limit)s
"""
_BETWEEN = "BETWEEN %(since)s AND %(until)s"
_WHICH = {
    **dict.fromkeys(
        (5, 6, 7, 8, 9),
        f"EXISTS (SELECT 1 FROM cases_caseworkerline l WHERE l.case_id = c.id AND l.kind = 'wage' AND l.verified > 0 AND l.verified_on {_BETWEEN})",
    ),
    10: f"c.filed_on {_BETWEEN}",
    11: f"c.track = 'coordinated' AND c.closing_kind IN ('paid', 'agreement') AND c.closed_on {_BETWEEN}",
    **dict.fromkeys(
        (12, 13, 14, 15),
        f"EXISTS (SELECT 1 FROM cases_casepayment y JOIN cases_caseworkerline l ON l.id = y.line_id WHERE l.case_id = c.id AND y.paid_on {_BETWEEN})",
    ),
    16: f"c.police_referred_on {_BETWEEN}",
    17: f"c.police_filed_on {_BETWEEN}",
}
HEADINGS = {
    True: ("县（区）", "用人单位", "项目", "检查日期", "职工", "农民工", "签订合同"),
    False: ("县（区）", "用人单位", "案件", "受理日期", "方式", "办结日期", "销账日期"),
}


def cell_by_county(row: str, column: int, counties: list[Region], since: dt.date, until: dt.date) -> list[tuple[Region, Decimal]]:
    """The exact figure of each county: they add up to the cell, corrections aside."""
    found = []
    for county in counties:
        cells = computed([county.pk], since, until)
        found.append((county, sum((cells[name].get(column, Decimal(0)) for name in classes_of(row)), Decimal(0))))
    return found


def cell_rows(row: str, column: int, regions: list[int], since: dt.date, until: dt.date) -> dict:
    """Headings and at most 200 rows behind the cell."""
    is_inspection = column <= 4
    sql = _INSPECTED if is_inspection else _CASES.format(which=_WHICH[column])
    with connection.cursor() as cursor:
        cursor.execute(sql, {"regions": regions, "since": since, "until": until, "classes": classes_of(row), "limit": LIMIT})
        return {"headings": HEADINGS[is_inspection], "lines": cursor.fetchall(), "is_inspection": is_inspection}


def classes_of(row: str) -> list[str]:
    return list(CLASSES) if row == "total" else [row]
