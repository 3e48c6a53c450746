"""The backup of a running portal holds every committed row, the stored files and not the keys, and can be restored."""

import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from portal import env
from portal.binaries import postgres_folder
from tests.reliability.harness import START_SECONDS, Portal

pytestmark = pytest.mark.reliability

CONTENT = "be" * 32


@pytest.fixture
def folder(portal: Portal, tmp_path: Path) -> Iterator[Path]:
    stored = portal.var / "files" / CONTENT[:2]
    stored.mkdir(exist_ok=True, parents=True)
    (stored / CONTENT).write_text("sealed")
    (portal.var / "keys.json").touch(mode=0o600)
    with portal.load() as acknowledged:
        count = len(acknowledged())
        program = postgres_folder(portal.state.copies, portal.state.account)
        settings = {"BACKUP_URL": portal.state.url("portal_backup"), "BACKUP_FILES": str(portal.var), "PG_DUMP": str(program / "pg_dump")}
        subprocess.run([env.ROOT / "tools/backup.sh", tmp_path], env=os.environ | settings, check=True, capture_output=True, timeout=START_SECONDS)
    (tmp_path / "count").write_text(str(count))
    yield tmp_path
    (stored / CONTENT).unlink()


def test_a_backup_under_load_restores_to_a_whole_database(portal: Portal, folder: Path):
    [dump] = folder.glob("portal-*.dump")
    portal.query("CREATE DATABASE restored", role="portal_owner")
    program = postgres_folder(portal.state.copies, portal.state.account) / "pg_restore"
    url = portal.state.url("portal_owner", "restored")
    # The schema public belongs to the server's own role in a new database; everything else is the owner's.
    restored = subprocess.run([program, "--no-owner", "--dbname", url, dump], capture_output=True, text=True, timeout=START_SECONDS)
    lines = [line for line in restored.stderr.splitlines() if "error:" in line]
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM probe_row")
        rows = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM jobs_job WHERE kind = 'probe.trace' AND key LIKE 'load-%'")
        jobs = cursor.fetchone()[0]
    connection.close()
    portal.query("DROP DATABASE restored WITH (FORCE)", role="portal_owner")
    assert rows == jobs >= int((folder / "count").read_text()), lines


def test_the_stored_files_are_in_it_and_the_keys_are_not(folder: Path):
    [archive] = folder.glob("portal-*.files.tar.gz")
    with tarfile.open(archive) as content:
        names = content.getnames()
    assert f"./files/{CONTENT[:2]}/{CONTENT}" in names
    assert not [name for name in names if "keys" in name or "servers" in name]


def test_its_checksums_hold(folder: Path):
    [sums] = folder.glob("portal-*.sha256")
    assert subprocess.run(["sha256sum", "--check", "--strict", sums.name], cwd=folder, capture_output=True).returncode == 0


def test_the_backup_role_cannot_write(portal: Portal):
    connection = psycopg2.connect(portal.state.url("portal_backup"))
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        cursor.execute("INSERT INTO probe_row VALUES ('intruder')")
    connection.rollback()
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("SET TRANSACTION READ WRITE; INSERT INTO probe_row VALUES ('intruder')")
    connection.close()
