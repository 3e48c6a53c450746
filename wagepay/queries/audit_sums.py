"""The audit of the sums: recomputed from the raw rows by the same SELECTs that maintain them, and held against what stands, figure by figure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection, models

from portal.tenancy.queries.two_connections import on_two_connections
from wagepay.models import ProjectMonth, WorkerMonth
from wagepay.queries.bulk import glance_at
from wagepay.queries.summaries import PROJECT_KEYS, PROJECT_MONTH, TOUCHED, WORKER_KEYS, WORKER_MONTH, Key, by_hashing, columns_of, values_of

Place = tuple[Any, int, int]  # month, project, employer
SITES_AT_ONCE = 500
_PEOPLE, _PROJECTS = "wagepay_audit_people", "wagepay_audit_projects"
_PAIRS = """
  FROM (SELECT {columns} FROM {table} t WHERE {touched}) t
  FULL JOIN (SELECT {casts} FROM {fresh}) f USING ({keys})
 WHERE t.month IS NULL OR f.month IS NULL OR ({old}) IS DISTINCT FROM ({new})
"""


@dataclass
class Differing:
    """What one firm of one project-month has wrong: rows of people, the figures in which they differ (with how many), and the sums as they stand and should."""

    worker_months: int = 0
    of_people: dict[str, int] = field(default_factory=dict)
    project_months: int = 0
    figures: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def differing(keys: Iterable[Key]) -> dict[Place, Differing]:
    """Recompute without touching anything; what agrees is not named. A row that differs, lacks or is too many counts once."""
    found: dict[Place, Differing] = {}
    for those in on_two_connections([partial(_differing, portion) for portion in _portions(keys)]):
        found |= those
    return found


def _differing(portion: Sequence[Key]) -> dict[Place, Differing]:
    found: dict[Place, Differing] = {}
    values = values_of(portion)
    _fresh(_PEOPLE, WORKER_MONTH, values)
    _fresh(_PROJECTS, PROJECT_MONTH.format(people=_PEOPLE), values)
    _people(found, values)
    _projects(found, values)
    return found


def _portions(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Month by month and so many sites at once: one partition of each table, and everything fits into memory."""
    by_month: dict[dt.date, list[Key]] = {}
    for key in keys:
        by_month.setdefault(key.month, []).append(key)
    for those in by_month.values():
        for start in range(0, len(those), SITES_AT_ONCE):
            yield those[start : start + SITES_AT_ONCE]


def differences(keys: Iterable[Key]) -> dict[str, int]:
    """How many maintained rows differ, lack or are too many."""
    found = differing(keys).values()
    return {"worker_months": sum(each.worker_months for each in found), "project_months": sum(each.project_months for each in found)}


def _people(found: dict[Place, Differing], values: dict[str, list]) -> None:
    """Counted, not fetched: a month can have ten thousand wrong rows."""
    names = [field for field in WorkerMonth._meta.local_concrete_fields if field.column not in WORKER_KEYS]
    counts = ", ".join(f"count(*) FILTER (WHERE t.{field.column} IS DISTINCT FROM f.{field.column})" for field in names)
    sql = f"SELECT month, project_id, employer_id, count(*), {counts} {_pairs(WorkerMonth, _PEOPLE, WORKER_KEYS)} GROUP BY month, project_id, employer_id"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for month, project_id, employer_id, rows, *numbers in cursor.fetchall():
            of_people = {str(field.verbose_name): number for field, number in zip(names, numbers, strict=True) if number}
            found[month, project_id, employer_id] = Differing(rows, of_people)


def _projects(found: dict[Place, Differing], values: dict[str, list]) -> None:
    names = [field for field in ProjectMonth._meta.local_concrete_fields if field.column not in PROJECT_KEYS]
    pairs = ", ".join(f"t.{field.column}, f.{field.column}" for field in names)
    sql = f"SELECT month, project_id, employer_id, {pairs} {_pairs(ProjectMonth, _PROJECTS, PROJECT_KEYS)} ORDER BY project_id, month, employer_id"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for month, project_id, employer_id, *both in cursor.fetchall():
            each = found.setdefault((month, project_id, employer_id), Differing())
            each.project_months = 1
            sides = zip(names, both[::2], both[1::2], strict=True)
            each.figures = {str(field.verbose_name): (old, new) for field, old, new in sides if old != new}


def _pairs(model: type[models.Model], fresh: str, keys: Sequence[str]) -> str:
    """Rows that stand beside those that should, where they are not the same."""
    columns = columns_of(model)
    others = [column for column in columns if column not in keys]
    return _PAIRS.format(
        columns=", ".join(columns),
        casts=", ".join(f"{field.column}::{field.db_type(connection)} AS {field.column}" for field in model._meta.local_concrete_fields),
        table=model._meta.db_table,
        fresh=fresh,
        touched=TOUCHED,
        keys=", ".join(keys),
        old=", ".join(f"t.{column}" for column in others),
        new=", ".join(f"f.{column}" for column in others),
    )


def _fresh(name: str, select: str, values: dict[str, list]) -> None:
    """The rows as they should be, in a temporary table of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        with by_hashing(cursor):
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {select}", values)
    glance_at(name)
