"""The reconciliation of a large sheet that was let in just now, before any statistics know of its rows: no one is paired with everybody."""

import datetime as dt

from django.db import connection

from tests.make import wagepay as make
from wagepay.queries import reconcile

PEOPLE = 80


def rows_touched(sql: str, values: dict) -> int:
    """Rows that the plan's steps hand on or throw away."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + sql, values)
        return of_step(cursor.fetchone()[0][0]["Plan"])


def of_step(step: dict) -> int:
    touched = sum(step.get(name, 0) for name in ("Actual Rows", "Rows Removed by Join Filter", "Rows Removed by Filter"))
    return round(touched * step["Actual Loops"]) + sum(map(of_step, step.get("Plans", [])))


def test_nobody_is_paired_with_everybody_of_a_month_that_no_statistics_know(at_site):
    month, project = make.OCTOBER, at_site.project
    make.project_month(project, month=month, due_on=dt.date(2026, 11, 20), listed=PEOPLE)
    for _ in range(PEOPLE):
        person = make.engagement(project)
        make.worker_month(person, month, is_listed=True, listed_days=20, gross=6000, net=6000, owed=6000, card_index=person.card_index)
    values = {
        "project": project.pk, "month": month, "on": dt.date(2026, 11, 25), "minimum": None, "month_days": 1, "two_sites": [], "left_before": dt.date(2026, 11, 1),
    }  # fmt: skip
    for statement in (reconcile._PEOPLE, reconcile._FURTHER):
        assert rows_touched(statement, values) < PEOPLE * 40  # thirteen tests of each person among them; pairs would be more than eighty times as many
