"""Every table keeps the history of its rows, or it is said why it needs none."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db
# Label -> reason. A table where people decide by its rows gets KeepHistory in a migration instead of a line here.
WITHOUT = Path(__file__).with_name("without_history.json")
THREE_KINDS = [(4, None, "new_rows", "O"), (8, "old_rows", None, "O"), (16, "old_rows", "new_rows", "O")]


def models() -> dict[str, str]:
    return {model._meta.label: model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy}


def kept() -> dict[str, list[tuple]]:
    """Table -> its triggers of history: the kind of statement, what it sees, whether it is on."""
    found: dict[str, list[tuple]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgtype::int & 28, t.tgoldtable, t.tgnewtable, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname LIKE c.relname || '\\_history\\_%%' AND NOT t.tgisinternal ORDER BY 1, 2",
            [],
        )
        for table, *trigger in cursor.fetchall():
            found.setdefault(table, []).append(tuple(trigger))
    return found


def test_every_table_keeps_its_history_or_says_why_not():
    without = json.loads(WITHOUT.read_text())
    tables = kept()
    assert {label for label, table in models().items() if table not in tables} == set(without), (
        "KeepHistory in a migration, or a reason in without_history.json"
    )
    assert all(len(reason) > 10 for reason in without.values())
    assert list(without) == sorted(without)


def test_what_keeps_its_history_keeps_it_for_all_three_kinds_of_statement():
    assert {table: triggers for table, triggers in kept().items() if triggers != THREE_KINDS} == {}
