"""A figure of the 17-column table opened: by county, and the rows it counts, each with its share."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.urls import reverse

from campaigns.queries.winter_rows import (
    BETWEEN,
    CLASS_OF_CASE,
    LATEST_INSPECTIONS,
    PAYMENT,
    PERSON,
    SOLVED,
    VERIFIED,
    computed_by_county,
)
from campaigns.winter_columns import CLASSES
from portal.lib import show
from portal.tenancy.models import Region

LIMIT = 200
_PLACE = "r.name, coalesce(o.name, nullif(c.employer_text, ''), p.name, ''), c.number"
_JOINS = """JOIN tenancy_region r ON r.id = c.region_id LEFT JOIN tenancy_organisation o ON o.id = c.employer_id
  LEFT JOIN projects_project p ON p.id = c.project_id"""
_END = f"AND {CLASS_OF_CASE} = ANY(%(classes)s)"
_GROUP = "GROUP BY r.code, r.name, o.name, c.employer_text, p.name, c.id ORDER BY r.code, c.id"

_INSPECTED = f"""
SELECT r.name, o.name, coalesce(p.name, ''), latest."on", latest.workers, latest.migrant_workers, latest.with_contract, count(*) OVER ()
  FROM ({LATEST_INSPECTIONS}) latest
  JOIN projects_employer e ON e.id = latest.employer_id JOIN tenancy_organisation o ON o.id = e.organisation_id
  JOIN tenancy_region r ON r.id = latest.region_id LEFT JOIN projects_project p ON p.id = latest.project_id
 WHERE e.table_class = ANY(%(classes)s) ORDER BY r.code, o.name, latest.id LIMIT %(limit)s
"""
_OWED = f"""
SELECT {_PLACE}, count(DISTINCT {PERSON}), count(DISTINCT {PERSON}) FILTER (WHERE l.is_migrant), sum(l.verified),
       coalesce(sum(l.verified) FILTER (WHERE l.is_migrant), 0), count(*) OVER ()
  FROM cases_caseworkerline l JOIN cases_case c ON c.id = l.case_id {_JOINS}
 WHERE l.region_id = ANY(%(regions)s) AND {VERIFIED} {_END} {_GROUP} LIMIT %(limit)s
"""
_PAID = f"""
SELECT {_PLACE}, count(DISTINCT {PERSON}), count(DISTINCT {PERSON}) FILTER (WHERE l.is_migrant), sum(y.amount),
       coalesce(sum(y.amount) FILTER (WHERE l.is_migrant), 0), count(*) OVER ()
  FROM cases_casepayment y JOIN cases_caseworkerline l ON l.id = y.line_id JOIN cases_case c ON c.id = l.case_id {_JOINS}
 WHERE y.region_id = ANY(%(regions)s) AND {PAYMENT} {_END} {_GROUP} LIMIT %(limit)s
"""
_CASES = f"""
SELECT {_PLACE}, c.opened_on, {{day}}, CASE c.track WHEN 'filed' THEN '立案' ELSE '非立案' END, c.settled_on, count(*) OVER ()
  FROM cases_case c {_JOINS}
 WHERE c.region_id = ANY(%(regions)s) AND {{which}} {_END} ORDER BY r.code, c.id LIMIT %(limit)s
"""
_FLAGGED = f"""
SELECT r.name, p.code, p.name,
       (SELECT max(i."on") FROM projects_inspection i WHERE i.project_id = p.id AND i.region_id = ANY(%(regions)s) AND i."on" {BETWEEN}),
       owed.people, owed.amount, count(*) OVER ()
  FROM projects_project p JOIN tenancy_region r ON r.id = p.region_id
  LEFT JOIN (SELECT c.project_id, count(DISTINCT {PERSON}) AS people, sum(l.verified) AS amount FROM cases_caseworkerline l
               JOIN cases_case c ON c.id = l.case_id WHERE l.region_id = ANY(%(regions)s) AND {VERIFIED} GROUP BY 1) owed ON owed.project_id = p.id
 WHERE p.region_id = ANY(%(regions)s) AND p.{{flag}} AND (owed.project_id IS NOT NULL OR EXISTS (SELECT 1 FROM projects_inspection i
       WHERE i.project_id = p.id AND i.region_id = ANY(%(regions)s) AND i."on" {BETWEEN})) ORDER BY r.code, p.code LIMIT %(limit)s
"""
# Column -> (the day shown, its heading, the condition).
_DAYS = {
    10: ("c.filed_on", "立案日期", f"c.filed_on {BETWEEN}"),
    11: ("c.closed_on", "办结日期", SOLVED),
    16: ("c.police_referred_on", "移送日期", f"c.police_referred_on {BETWEEN}"),
    17: ("c.police_filed_on", "公安立案日期", f"c.police_filed_on {BETWEEN}"),
}
_SHARES = ("县（区）", "用人单位", "案件", "人数", "其中农民工", "金额（元）", "其中农民工（元）")


@dataclass(frozen=True)
class Line:
    """One row behind a figure; ``url`` opens it."""

    cells: tuple[str, ...]
    link: int = 2  # the cell that carries the address
    url: str = ""


@dataclass(frozen=True)
class Rows:
    """At most 200 rows, the number of all of them, and their headings."""

    headings: tuple[str, ...]
    lines: list[Line]
    total: int


def cell_by_county(row: str, column: int, counties: list[Region], since: dt.date, until: dt.date) -> list[tuple[Region, Decimal]]:
    """The exact figure of each county: they add up to the cell, corrections aside."""
    found = computed_by_county([county.pk for county in counties], since, until)
    return [(county, sum((found[county.pk][name][column] for name in classes_of(row)), Decimal(0))) for county in counties]


def cell_rows(row: str, column: int, regions: list[int], since: dt.date, until: dt.date) -> Rows:
    """The rows behind a cell."""
    if column <= 4:
        headings, sql = ("县（区）", "用人单位", "项目", "检查日期", "职工", "农民工", "签订合同"), _INSPECTED
    elif column in _DAYS:
        day, heading, which = _DAYS[column]
        headings, sql = ("县（区）", "用人单位", "案件", "受理日期", heading, "方式", "销账日期"), _CASES.format(day=day, which=which)
    else:
        headings, sql = _SHARES, _OWED if column <= 9 else _PAID
    lines, total = _ask(sql, regions, since, until, classes=classes_of(row))
    is_case = column > 4
    return Rows(headings, [Line(_texts(line), url=reverse("case", args=[line[2]]) if is_case else "") for line in lines], total)


def flag_rows(flag: str, regions: list[int], since: dt.date, until: dt.date) -> Rows:
    """The projects behind one line of 其他情况: inspected, found in arrears, or both."""
    lines, total = _ask(_FLAGGED.format(flag=flag), regions, since, until)
    shown = [Line(_texts((name, title, *rest)), 1, reverse("project", args=[code])) for name, code, title, *rest in lines]
    return Rows(("县（区）", "项目", "检查日期", "欠薪人数", "欠薪金额（元）"), shown, total)


def _ask(sql: str, regions: list[int], since: dt.date, until: dt.date, **more) -> tuple[list[tuple], int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"regions": regions, "since": since, "until": until, "limit": LIMIT, **more})
        rows = cursor.fetchall()
    return [row[:-1] for row in rows], rows[0][-1] if rows else 0


def _texts(line: tuple) -> tuple[str, ...]:
    return tuple(_text(value) for value in line)


def _text(value) -> str:
    if value is None or value == "":
        return show.NOTHING
    if isinstance(value, Decimal):
        return show.money(value)
    return show.number(value) if isinstance(value, int) else str(value)


def classes_of(row: str) -> list[str]:
    return list(CLASSES) if row == "total" else [row]
