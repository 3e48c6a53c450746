"""What the catalogue of the database says about every table."""

import re

import pytest
from django.apps import apps
from django.db import connection

from portal.tenancy.registry import GLOBAL, tenant_models, unclassified
from tests.house.isolation import Table

pytestmark = pytest.mark.django_db
MODELS = tenant_models()
COLUMN_OF_SETTING = re.compile(r"\(?(\w+) = ANY \(\(+ ?SELECT \(?string_to_array\(NULLIF\(current_setting\('portal\.(\w+)'", re.DOTALL)


def rows(query: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def pairs(expression: str | None) -> set[tuple[str, str]]:
    """(column, setting) of each comparison in a policy."""
    return set(COLUMN_OF_SETTING.findall(expression or ""))


def rule(model, kind: str) -> set[tuple[str, str]]:
    """The comparisons the model's rule asks for."""
    table = Table.of(model)
    found = {
        (table.region, f"{kind}_regions"),
        (table.project if kind == "read" or table.project_writes else None, f"{kind}_projects"),
        (table.enterprise, f"{kind}_enterprises"),
        (table.intake if kind == "read" or table.intake_writes else None, "intake_projects"),
        (table.region if kind == "read" and table.downward else None, "above_regions"),
    }
    return {(column, setting) for column, setting in found if column}


def test_every_model_is_tenant_owned_or_global():
    assert unclassified() == []


def test_the_list_of_global_tables_names_models_that_exist_and_why():
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(GLOBAL) <= labels
    assert all(len(reason) > 10 for reason in GLOBAL.values())
    assert not set(GLOBAL) & {model._meta.label for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_row_security_is_enabled_and_forced(model):
    assert rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", model._meta.db_table) == [(True, True)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_policies_compare_exactly_the_columns_of_the_models_rule(model):
    found = {
        command: (permissive, roles, pairs(using), pairs(check))
        for command, permissive, roles, using, check in rows(
            "SELECT cmd, permissive, roles::text, qual, with_check FROM pg_policies WHERE tablename = %s AND policyname !~ '_own(_adds)?$'",
            model._meta.db_table,
        )
    }
    read, write = rule(model, "read"), rule(model, "write")
    deletable = found.pop("DELETE", None)
    assert found == {
        "SELECT": ("PERMISSIVE", "{portal_app}", read, set()),
        "INSERT": ("PERMISSIVE", "{portal_app}", set(), write),
        "UPDATE": ("PERMISSIVE", "{portal_app}", write, write),
    }
    assert deletable in (None, ("PERMISSIVE", "{portal_app}", write, set()))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_persons_own_rows_are_those_of_his_county_and_his_index_together(model):
    found = {
        name: (command, permissive, roles, pairs(using), pairs(check), " OR " in (using or check))
        for name, command, permissive, roles, using, check in rows(
            "SELECT policyname, cmd, permissive, roles::text, qual, with_check FROM pg_policies WHERE tablename = %s AND policyname ~ '_own(_adds)?$'",
            model._meta.db_table,
        )
    }
    table = Table.of(model)
    own = {(table.region, "own_regions"), (table.person, "own_people")}
    expected = {}
    if table.person:
        expected[f"{table.name}_own"] = ("SELECT", "PERMISSIVE", "{portal_app}", own, set(), False)
    if table.person_adds:
        expected[f"{table.name}_own_adds"] = ("INSERT", "PERMISSIVE", "{portal_app}", set(), own, False)
    assert found == expected


def test_every_policy_is_read_by_this_test_to_its_end():
    """A comparison written in another form would escape the pattern: count the settings instead."""
    for table, using, check in rows("SELECT tablename, qual, with_check FROM pg_policies"):
        for expression in (using, check):
            assert (table, len(pairs(expression))) == (table, (expression or "").count("current_setting"))


def test_the_application_reaches_no_table_that_is_neither_global_nor_guarded():
    """Partitions, views and forgotten tables: what the role may read has row security or is a classified global table."""
    named = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.label in GLOBAL} | {"django_migrations"}
    rights = " OR ".join(f"has_table_privilege(oid, '{right}')" for right in ("SELECT", "INSERT", "UPDATE", "DELETE"))
    ours = "relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    reachable = rows(f"SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE {ours} AND ({rights})")
    assert [name for name, guarded in reachable if not guarded and name not in named] == []


def test_no_function_runs_with_the_owners_rights_and_reads_tenant_tables():
    """SECURITY DEFINER is allowed to those who only prepare tables; each is named here with its purpose."""
    known = {"wagepay_add_months"}  # makes partitions
    found = {name for (name,) in rows("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")}
    assert found <= known
