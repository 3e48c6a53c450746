"""The tests' PostgreSQL: one server of its own, one migrated template per state of the migrations, one clone per process.

The server stays on disk between runs; it is started by the first test process and stopped by the last.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator

import psycopg2
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

from portal import env
from portal.binaries import NoServer, digest
from portal.embedded import Postgres, Servers, State, lock

STATE = State(name="tests")
DATABASE_SETTINGS = {"HOST": str(STATE.run), "PORT": "", "PASSWORD": "", "NAME": "portal"}
KEPT_TEMPLATES = 3


@contextlib.contextmanager
def server() -> Iterator[Postgres]:
    """The test server; it is not durable, so that a machine's crash may spoil it: then it is made anew."""
    servers = Servers(STATE, redis=False, durable=False)
    try:
        servers.attach_or_start()
    except NoServer:
        if not servers.own():
            raise
        servers.stop()
        shutil.rmtree(STATE.data)
        servers.parts[0].mark.unlink(missing_ok=True)
        servers.release()
        servers.attach_or_start()
    try:
        yield servers.parts[0]
    finally:
        servers.release()


@contextlib.contextmanager
def clone(postgres: Postgres, suffix: str = "", *, of: str = "") -> Iterator[str]:
    """A fresh migrated database, or a copy of another one, dropped at the end; further ones of a process have a suffix."""
    name = f"clone_{os.getpid()}{suffix}"
    guard = lock(STATE.own / "template.lock", fcntl.LOCK_EX)
    try:
        with postgres.superuser() as cursor:
            drop_dead_clones(cursor)
            template = of or migrated_template(postgres, cursor)
            drop_database(cursor, name)
            copy_database(cursor, template, name)
    finally:
        os.close(guard)
    try:
        yield name
    finally:
        with postgres.superuser() as cursor:
            drop_database(cursor, name)


def migrated_template(postgres: Postgres, cursor: "psycopg2.extensions.cursor") -> str:
    """The template of today's migration files, migrated by portal_owner; older ones make room."""
    name = f"template_{migration_digest()}"
    templates = named(cursor, "template\\_%")
    if name in templates:
        return name
    for old in templates[:-KEPT_TEMPLATES]:
        drop_database(cursor, old)
    fresh = f"fresh_{os.getpid()}"
    drop_database(cursor, fresh)
    postgres.create_database(fresh)
    try:
        with using(fresh):
            call_command("migrate", database="owner", verbosity=0, interactive=False)
    except BaseException:
        drop_database(cursor, fresh)
        raise
    cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), sql.Identifier(name)))
    return name


def migration_digest() -> str:
    """One name for everything that decides what an empty database looks like."""
    folders = [path for path in env.ROOT.glob("**/migrations") if not {".venv", "node_modules", "var"} & set(path.parts)]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".sql")]
    texts = [path.read_text() for path in sorted(files)]
    means = (
        "requirements/runtime.lock",
        "portal/sql/database.sql",
        "portal/sql/roles.sql",
        "portal/audit/migration.py",
        "portal/tenancy/migration.py",
        "portal/operations/growing.py",
    )
    lists = [(env.ROOT / path).read_text() for path in means]
    return digest(*texts, *lists)


@contextlib.contextmanager
def using(name: str) -> Iterator[None]:
    """Both connections work in the named database."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    for alias in before:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    try:
        yield
    finally:
        for alias, old in before.items():
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = old


def copy_database(cursor: "psycopg2.extensions.cursor", source: str, target: str) -> None:
    statement = "CREATE DATABASE {} TEMPLATE {} OWNER portal_owner STRATEGY FILE_COPY"
    cursor.execute(sql.SQL(statement).format(sql.Identifier(target), sql.Identifier(source)))


def drop_database(cursor: "psycopg2.extensions.cursor", name: str) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_dead_clones(cursor: "psycopg2.extensions.cursor") -> None:
    """Remove what a killed run left behind; its process id is part of the name."""
    for name in named(cursor, "clone\\_%") + named(cursor, "fresh\\_%"):
        if not os.path.exists(f"/proc/{name.split('_')[1]}"):
            drop_database(cursor, name)


def named(cursor: "psycopg2.extensions.cursor", pattern: str) -> list[str]:
    """Databases by name, the oldest first."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [pattern])
    return [name for (name,) in cursor.fetchall()]
