"""The demonstration as tests see it: built once for a run in a clone of its own, rolled back after each test."""

import datetime as dt
import json
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from portal.operations.demo import build
from tests import database

ON = dt.date(2026, 11, 20)


@pytest.fixture(scope="session")
def demo_database(django_test_environment, django_db_blocker) -> Iterator[tuple[str, dict]]:
    """Name of the clone and what the command printed; the build commits county by county, in threads."""
    with django_db_blocker.unblock(), database.server() as postgres, database.clone(postgres, "_demo") as name:
        out = StringIO()
        with database.using(name):
            call_command("demo", "--date", ON.isoformat(), "--json", stdout=out)
        yield name, json.loads(out.getvalue())


@pytest.fixture(scope="module")
def demo_connection(demo_database, django_db_blocker) -> Iterator[dict]:
    """One connection for all tests of a file: a fresh one has to learn a thousand tables again."""
    name, printed = demo_database
    with django_db_blocker.unblock(), database.using(name):
        yield printed


@pytest.fixture
def demo(demo_connection) -> Iterator[dict]:
    """The demonstration's database; whatever the test changes is taken back."""
    with transaction.atomic():
        yield demo_connection
        transaction.set_rollback(True)


@pytest.fixture
def few_sites(monkeypatch) -> None:
    """Builds of two sites, for tests of building itself."""
    whole = build.planned
    monkeypatch.setattr(build, "planned", lambda stage, times=1: whole(stage, times=times)[:2])
