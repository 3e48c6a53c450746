"""Every act leaves an entry, every verb of the trail has a word, whole numbers are shown only where it is written down first, and no entry means no act."""

import ast
import json
import re
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from portal.audit.models import Entry
from portal.documents.models import StoredFile
from portal.env import ROOT
from portal.oversight.words import ROOMS, WORDS, word_of
from portal.tenancy.scope import acting
from projects.models import Project
from tests.house.source import files, module, tree
from tests.make.projects import make_project

WRITERS = {"save", "create", "bulk_create", "update", "update_or_create", "get_or_create", "delete", "bulk_update"}
RECORDERS = {"record", "move"}
ACTS = [path for path in files() if "actions" in path.relative_to(ROOT).parts and path.name != "__init__.py"]
# Acts that change rows and leave no entry of their own, each with the reason.
SILENT = Path(__file__).with_name("silent_acts.json")


def calls_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            found.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    return found


def names_of(path: Path) -> set[str]:
    return {node.name for node in tree(path).body if isinstance(node, ast.FunctionDef)}


def recording() -> set[str]:
    """Functions of acts that record, or call one that does; by name, over the whole portal."""
    known = set(RECORDERS)
    while True:
        more = {name for path in ACTS if calls_of(path) & known for name in names_of(path)} - known
        if not more:
            return known
        known |= more


def test_every_act_that_writes_leaves_an_entry_or_says_why_not():
    known, reasons = recording(), json.loads(SILENT.read_text())
    silent = {module(path) for path in ACTS if calls_of(path) & WRITERS and not calls_of(path) & known}
    assert silent == set(reasons), "an act that writes calls record() or move(), or stands in silent_acts.json with the reason"
    assert all(len(reason) > 10 for reason in reasons.values())


def test_every_verb_of_the_trail_has_a_chinese_word():
    asked = set()
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                asked.add(node.args[1].value)
            # What a view hands out is recorded behind it: ``response.handed_out = (verb, …)``.
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", "") in ("handed_out", "noted") and isinstance(node.value, ast.Tuple):
                asked.update(part.value for part in node.value.elts[:1] if isinstance(part, ast.Constant))
    assert len(asked) > 60
    assert sorted(verb for verb in asked if verb not in WORDS) == []
    assert sorted(verb for verb in WORDS if verb.split(".")[0] not in ROOMS) == []
    assert all(re.search(r"[\u4e00-\u9fff]", word) for word in WORDS.values())
    assert word_of("projects.unheard_of") == "项目 projects.unheard_of"


@pytest.fixture
def broken_trail(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("disk full: secret-table")

    monkeypatch.setattr(Entry, "save", fail)


def refused(answer) -> None:
    body = answer.content.decode()
    assert answer.status_code == 503
    assert "暂时不能办理" in body
    assert "secret-table" not in body


def test_without_an_entry_nobody_signs_in(county_inspector, broken_trail, settings):
    client = Client(raise_request_exception=False)
    refused(client.post(reverse("login"), {"username": "pd-inspector", "password": "wrong"}))
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_without_an_entry_nothing_is_saved(county_inspector, client_of, tree, request):
    with acting(county_inspector):
        project = make_project(tree.county, "样例安置房")
    client = client_of(county_inspector)
    request.getfixturevalue("broken_trail")
    refused(client.post(reverse("project_state", args=[project.code, "stop"]), {"on": "2026-11-20", "reason": "冬季停工待料"}))
    with acting(county_inspector) as actor:
        assert Project.objects.visible_to(actor).get(pk=project.pk).state == project.state


def test_without_an_entry_no_list_goes_out(county_inspector, client_of, request):
    client = client_of(county_inspector)
    request.getfixturevalue("broken_trail")
    refused(client.get(reverse("warning_export")))
    assert StoredFile._base_manager.count() == 0
