"""What no file of the portal does."""

import ast

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils import translation

from portal.env import ROOT
from portal.jobs.handlers import kinds
from portal.schedule import SCHEDULE
from tests.house.source import ROOMS, files, module, tree

# Floors made of SQL, and modules that speak to the server and not to rows.
GROUND_OF_SQL = ("portal.jobs", "portal.tenancy", "portal.operations", "portal.accounts.pages", "portal.embedded", "portal.lib.clock", "portal.audit.migration")
CLOCKS = {"clock.today", "clock.now", "dt.date.today", "date.today", "dt.datetime.now", "datetime.now", "timezone.now"}
OURS = [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]


def test_there_is_no_room_for_everything():
    banned = {"services.py", "selectors.py", "utils.py", "helpers.py", "signals.py", "common.py"}
    assert [str(path) for path in files() if path.name in banned] == []


def test_nothing_listens_to_signals():
    heard = []
    for path in files():
        for node in ast.walk(tree(path)):
            source = node.module if isinstance(node, ast.ImportFrom) else ""
            if source in ("django.dispatch", "django.db.models.signals", "django.contrib.auth.signals", "django.core.signals"):
                heard.append(f"{path}:{node.lineno}")
    assert heard == []


def test_no_sum_of_money_is_a_float():
    floats = [f"{model._meta.label}.{field.name}" for model in OURS for field in model._meta.get_fields() if isinstance(field, models.FloatField)]
    assert floats == []


def test_nothing_streams_what_row_security_would_empty():
    """The body of a stream is made after the view's scope is gone; the one export that streams has read its rows before."""
    named = {module(path) for path in files() for node in ast.walk(tree(path)) if isinstance(node, ast.Name) and node.id == "StreamingHttpResponse"}
    assert named <= {"portal.lib.exports"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_and_field_has_a_chinese_name(model):
    with translation.override("zh-hans"):
        names = {"": model._meta.verbose_name, "s": model._meta.verbose_name_plural}
        fields = [field for field in model._meta.get_fields() if isinstance(field, models.Field) and not field.auto_created]
        names |= {field.name: field.verbose_name for field in fields if not isinstance(field, models.CompositePrimaryKey)}
        assert {key: name for key, name in names.items() if not any("\u4e00" <= sign <= "\u9fff" for sign in str(name))} == {}


def test_every_line_of_the_timetable_has_somebody_who_does_it():
    assert [entry.task for entry in SCHEDULE if entry.task not in kinds()] == []
    assert len({entry.task for entry in SCHEDULE}) == len(SCHEDULE)


def test_every_kind_of_job_that_is_asked_for_has_a_handler():
    asked = {
        node.args[0].value
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue" and node.args and isinstance(node.args[0], ast.Constant)
    }
    assert asked <= set(kinds())


def test_the_business_clock_is_read_at_the_edge_only():
    """Acts, queries and models are told the day; only views, commands and tasks ask for it."""
    inner = {"actions", "models", "queries", "rules"}
    asked = []
    for path in files():
        if inner & set(path.relative_to(ROOT).parts):
            calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
            asked += [f"{path}:{call.lineno}" for call in calls if ast.unparse(call.func) in CLOCKS]
    assert asked == []


def test_raw_sql_stands_where_it_is_looked_for():
    """In queries/, and in the ground floors that are made of it."""
    wrong = []
    for path in files():
        if "queries" in path.parts or module(path).startswith(GROUND_OF_SQL):
            continue
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
        wrong += [f"{path.relative_to(ROOT)}:{call.lineno}" for call in calls if call.func.attr in ("execute", "executemany", "raw", "extra", "RawSQL")]
    assert wrong == []


@pytest.mark.django_db(databases=["default", "owner", "audit"])
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
