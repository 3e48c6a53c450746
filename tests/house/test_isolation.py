"""Every tenant table under every scope, and the proof that this check can fail."""

import psycopg2
import pytest

from portal.tenancy.registry import tenant_models
from portal.tenancy.scope import Actor, Scope
from tests import database
from tests.house import isolation
from tests.house.isolation import ROWS, Table, cases, leaks

MODELS = tenant_models()
LABELS = [model._meta.label for model in MODELS]
TABLES = [Table.of(model) for model in MODELS]


@pytest.fixture(scope="module")
def clones():
    """Names of two clones with a row of every owner in every tenant table: as the application role sees it, and without row security."""
    with database.server() as postgres, database.clone(postgres, "_guarded") as name:
        isolation.prepare(postgres, name, TABLES)
        with database.clone(postgres, "_open", of=name) as bare:
            isolation.drop_policies(postgres, bare, TABLES)
            yield postgres, name, bare


@pytest.fixture(scope="module")
def guarded(clones):
    postgres, name, _ = clones
    connection = psycopg2.connect(postgres.state.url("portal_app", name))
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def open_clone(clones):
    """The same without row security: name of the clone and a connection of the application role."""
    postgres, _, name = clones
    connection = psycopg2.connect(postgres.state.url("portal_app", name))
    yield name, connection
    connection.close()


@pytest.fixture(scope="module")
def belt_alone(open_clone, django_db_blocker):
    """Django at work where nothing but its own condition stands before a row."""
    with django_db_blocker.unblock(), database.using(open_clone[0]):
        yield


@pytest.mark.parametrize("table", TABLES, ids=LABELS)
def test_each_scope_sees_and_writes_its_own_rows_and_no_others(guarded, table):
    assert list(leaks(guarded, table)) == []


def test_the_check_finds_leaks_on_every_table_once_the_policies_are_gone(open_clone):
    _, connection = open_clone
    tight = [table.name for table in TABLES if not any(leaks(connection, table))]
    assert TABLES
    assert tight == []


@pytest.mark.parametrize("model", MODELS, ids=LABELS)
def test_the_first_belt_alone_shows_the_same_rows(belt_alone, model):
    """Without row security the query of ``visible_to`` still shows what the rule says, and nothing else."""
    table = Table.of(model)
    for case in cases(table):
        ids = {name: value if isinstance(value, tuple) else (value,) for name, value in case.settings.items()}
        actor = Actor(uid=None, username="", name="", role="", scope=Scope(**{key: frozenset(value) for key, value in ids.items()}))
        shown = shown_rows(model, table, model.tenant.readable(actor))
        written = shown_rows(model, table, model.tenant.writable(actor))
        assert (case.name, shown, written) == (case.name, case.shown, case.written)


def shown_rows(model, table, condition) -> frozenset[str]:
    """The planted rows that a condition lets through; there are no others."""
    attributes = {field.column: field.attname for field in model._meta.concrete_fields}
    columns = [column for column in (table.region, table.project or table.intake, table.enterprise) if column]
    found = set(model._base_manager.filter(condition).order_by().values_list(*(attributes[column] for column in columns)))
    owners = {name: {table.region: row.region, table.project or table.intake: row.project, table.enterprise: row.firm} for name, row in ROWS.items()}
    names = {tuple(owner[column] for column in columns): name for name, owner in owners.items()}
    assert found <= names.keys()
    return frozenset(names[key] for key in found)
