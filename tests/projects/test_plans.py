"""The plans of the list and of coverage over thousands of projects, under row security and with the planner's statistics: no table of facts is read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.projects import FILTERS, fill, judge
from portal.accounts.enums import Role
from portal.lib import clock
from portal.tenancy.scope import acting
from projects.models import Fact, Project
from tests import database
from tests.cast import signed_in
from tests.make import accounts, tenancy

COUNT = 3_000
FACTS = ("projects_fact", "wagepay_attendanceday", "wagepay_payrollline", "wagepay_accountentry", "wagepay_workermonth", "wagepay_projectmonth")
SUMMARY = """
INSERT INTO projects_systemlamps (project_id, region_id, "on", marks, missing, late, is_stale)
SELECT p.id, p.region_id, l."on", l.marks, l.missing, p.id % 3, false FROM projects_project p CROSS JOIN (SELECT * FROM projects_systemlamps LIMIT 1) l
    ON CONFLICT DO NOTHING
"""


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator:
    """A city with a full table of projects, each with its summary and a fact, one in twenty in the inspector's county; a database of its own."""
    with django_db_blocker.unblock(), database.server() as postgres, database.clone(postgres, "_plans") as name:
        with postgres.superuser(name) as cursor, database.using(name):
            tree = tenancy.tree()
            inspector = accounts.actor(Role.INSPECTOR, region=tree.county)
            fill(cursor, [tree.county.pk, *[tree.neighbour.pk] * 18, tree.zone.pk], inspector, COUNT)
            judge(tree.county)
            cursor.execute(SUMMARY)
            cursor.execute("VACUUM ANALYZE")
            yield accounts.actor(Role.OFFICE, region=tree.city), inspector, cursor


@pytest.fixture
def city(scene) -> tuple:
    return scene[:2]


@contextmanager
def without_indexes(scene, table: str) -> Iterator[None]:
    """The planner may use none of the table's indexes, as if somebody had dropped them."""
    *_, superuser = scene
    change = "UPDATE pg_index SET indisvalid = %s WHERE indrelid = %s::regclass"
    superuser.execute(change, [False, table])
    try:
        yield
    finally:
        superuser.execute(change, [True, table])


def nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def plans(actor, page: str, query: str = "") -> Iterator[dict]:
    """Every node of every plan of what the page really asks."""
    client, address = signed_in(actor), f"{reverse(page)}?{query}"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    ours = [q["sql"] for q in asked if q["sql"].startswith(("SELECT", "WITH", "\nSELECT", "\nWITH")) and "projects_" in q["sql"]]
    assert ours
    with acting(actor), connection.cursor() as cursor:
        for sql in ours:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql.replace('%', '%%')}", [])
            found = cursor.fetchone()[0]
            yield from nodes((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])


def scanned(found: Iterator[dict]) -> set[str]:
    return {node["Relation Name"] for node in found if node["Node Type"] == "Seq Scan"}


@pytest.mark.parametrize("query", FILTERS.values(), ids=FILTERS)
def test_no_filter_of_the_list_runs_through_facts(city, query):
    office, _ = city
    assert scanned(plans(office, "project_list", query)) & set(FACTS) == set()


@pytest.mark.parametrize("page", ["project_coverage", "project_map"])
def test_coverage_and_map_read_the_summary_alone(city, page):
    office, _ = city
    read = {node["Relation Name"] for node in plans(office, page) if "Relation Name" in node}
    assert read & set(FACTS) == set() and "projects_systemlamps" in read


@pytest.mark.parametrize("query", FILTERS.values(), ids=FILTERS)
def test_a_county_finds_its_part_of_a_large_table_by_an_index(city, query):
    """Row security narrows every table to its regions, and the planner follows; only the small summary may be read as a whole."""
    _, inspector = city
    assert scanned(plans(inspector, "project_list", query)) & {*FACTS, "projects_project", "projects_projecttoken"} == set()


def test_a_fact_of_one_project_is_found_by_its_key(city):
    """What the dossier and the engine of deposits ask: the rows of few projects in a table of thousands."""
    _, inspector = city
    assert "projects_fact" not in facts_of_few(inspector)


def facts_of_few(inspector) -> set[str]:
    with acting(inspector), connection.cursor() as cursor:
        few = list(Project.objects.visible_to(inspector).order_by("pk")[:3])
        sql, parameters = Fact.objects.visible_to(inspector).filter(project__in=few, on__lte=clock.today()).query.sql_with_params()
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", parameters)
        return scanned(nodes(cursor.fetchone()[0][0]["Plan"]))


def test_a_dropped_index_of_the_facts_or_of_the_projects_is_seen(scene):
    """The budgets above hold because of the indexes: without them they fail."""
    _, inspector, _ = scene
    with without_indexes(scene, "projects_fact"):
        assert "projects_fact" in facts_of_few(inspector)
    with without_indexes(scene, "projects_project"):
        assert "projects_project" in scanned(plans(inspector, "project_list", FILTERS["state and industry"]))
    assert facts_of_few(inspector) & set(FACTS) == set()


def test_the_negative_control_sees_a_scan_when_there_is_one(city):
    """The test can fail: a question over all facts is answered by reading all of them."""
    office, _ = city
    with acting(office), connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) SELECT count(*) FROM projects_fact WHERE value::text <> ''")
        assert "projects_fact" in scanned(nodes(cursor.fetchone()[0][0]["Plan"]))
