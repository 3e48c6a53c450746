"""The drill: `backup` of a portal under load, `restore` on an empty server of its own, and the proof that all is there and opens."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import env
from portal.embedded import Servers, State
from tests.reliability.harness import START_SECONDS, Portal

pytestmark = pytest.mark.reliability

SEALED_ROW = """
import django; django.setup()
from portal.accounts.models import User
from portal.documents import storage
from portal.notices.models import Contact
Contact.objects.create(user=User.objects.create(username="sealed", name="sealed", password="!"), channel="sms", address="13911112222")
print(storage.write(b"a stored file"))
"""


def manage(environment: dict, *arguments: object) -> tuple[int, dict]:
    command = [sys.executable, "manage.py", *map(str, arguments), "--json"]
    done = subprocess.run(command, cwd=env.ROOT, env=environment, capture_output=True, text=True, timeout=START_SECONDS)
    assert done.stdout, done.stderr[-2000:]
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def taken(portal: Portal, tmp_path_factory) -> tuple[Path, dict]:
    """A backup made while rows are committed."""
    folder = tmp_path_factory.mktemp("backup")
    subprocess.run([sys.executable, "-c", SEALED_ROW], cwd=env.ROOT, env=portal.environment, check=True, capture_output=True, timeout=START_SECONDS)
    with portal.load():
        status, made = manage(portal.environment, "backup", folder)
    assert status == 0
    return folder, made


@pytest.fixture
def empty(portal: Portal, tmp_path: Path) -> Iterator[dict]:
    """The environment of a second, empty server that has the right keys."""
    shutil.copy(portal.var / "keys.json", tmp_path / "keys.json")
    os.chmod(tmp_path / "keys.json", 0o600)
    yield portal.environment | {"PORTAL_VAR": str(tmp_path)}
    state = State(tmp_path)
    Servers(state).stop()
    shutil.rmtree(state.home, ignore_errors=True)


def test_the_backup_counts_every_table_and_holds_no_key(taken, portal: Portal):
    folder, made = taken
    [manifest] = [json.loads(path.read_text()) for path in folder.glob("portal-*.json")]
    assert made["tables"] == len(manifest["tables"]) > 50
    assert made["files"] >= 1 and manifest["tables"]["notices_contact"] >= 1
    secrets = json.loads((portal.var / "keys.json").read_text())
    for path in folder.iterdir():
        content = path.read_bytes()
        assert all(key.encode() not in content for ring in (secrets["data"], secrets["blind"]) for key in ring["keys"].values())
        assert b"13911112222" not in content
        assert path.stat().st_mode & 0o077 == 0 or path.suffix == ".json"


def test_it_restores_on_an_empty_server_whole_and_readable(taken, empty: dict):
    folder, made = taken
    status, answer = manage(empty, "restore", folder)
    assert (status, answer["ok"], answer["wrong"]) == (0, True, [])
    assert (answer["rows"], answer["tables"], answer["files"]) == (made["rows"], made["tables"], made["files"])
    assert answer["ledger"] == made["ledger"] and answer["chain"] is True
    assert answer["sample"]["fields"] >= 1 and answer["sample"]["files"] >= 1 and answer["sample"]["broken"] == 0
    broken = [row for row in manage(empty, "check_invariants")[1]["invariants"] if row["broken"]]
    assert broken == []
    again, refusal = manage(empty, "restore", folder)
    assert (again, refusal["code"]) == (1, "not_empty")


def test_other_keys_a_damaged_file_and_an_empty_folder_are_refused_before_anything_is_touched(taken, empty: dict, tmp_path: Path):
    folder, _ = taken
    damaged = tmp_path / "damaged"
    shutil.copytree(folder, damaged)
    [dump] = damaged.glob("*.dump")
    with dump.open("r+b") as file:
        file.seek(5000)
        file.write(b"\0\0\0\0")
    assert manage(empty, "restore", damaged)[1]["code"] == "checksum"
    assert manage(empty, "restore", tmp_path / "nothing")[1]["code"] == "no_backup"
    (tmp_path / "keys.json").unlink()
    assert manage(empty, "restore", folder)[1]["code"] == "wrong_keys"
