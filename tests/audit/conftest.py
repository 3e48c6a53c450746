"""A database in which transactions really commit, for the chain: the sealer works under another role, hence another connection."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from django.db import connections, transaction

from portal.accounts.actors import named_actor
from portal.audit.log import record
from portal.audit.queries import chain_rows
from tests import database

TABLES = ("entry", "leaf", "seal", "dayhead", "verification")


@dataclass
class Ledger:
    """The trail of one test, with the hands of a superuser who may do what no role of the portal may."""

    name: str
    superuser: Callable

    def write(self, count: int = 1, **fields) -> list[int]:
        """Commit entries; returns their ids."""
        return [record(named_actor(f"甲{number}"), "tests.act", detail={"n": number}, **fields).pk for number in range(count)]

    def force(self, statement: str, *values: object) -> list[tuple]:
        """As a superuser, past every trigger."""
        with self.superuser(self.name) as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def tampering(self) -> Iterator[Callable[..., list[tuple]]]:
        """A superuser at the sealer's own connection; what he does is taken back afterwards."""
        link = connections["audit"]
        link.close()
        user, link.settings_dict["USER"] = link.settings_dict["USER"], "postgres"
        try:
            with transaction.atomic(using="audit"):
                with link.cursor() as cursor:
                    cursor.execute("SET LOCAL session_replication_role = replica")

                def run(statement: str, *values: object) -> list[tuple]:
                    with link.cursor() as cursor:
                        cursor.execute(statement, values)
                        return cursor.fetchall() if cursor.description else []

                yield run
                transaction.set_rollback(True, using="audit")
        finally:
            link.close()
            link.settings_dict["USER"] = user


@pytest.fixture(scope="module")
def ledger_database(django_db_setup, django_db_blocker) -> Iterator[Ledger]:
    name = f"ledger_{os.getpid()}"
    with django_db_blocker.unblock(), database.server() as postgres, postgres.superuser() as cursor:
        template = database.migrated_template(postgres, cursor)
        database.drop_database(cursor, name)
        database.copy_database(cursor, template, name)
        try:
            yield Ledger(name, postgres.superuser)
        finally:
            database.drop_database(cursor, name)


@pytest.fixture
def ledger(ledger_database, django_db_blocker, monkeypatch) -> Iterator[Ledger]:
    """An empty trail. Transactions of other tests' databases on the same server do not count as running here."""
    whole = chain_rows.moment

    def moment() -> chain_rows.Moment:
        [(oldest,)] = ledger_database.force("SELECT min(backend_xid::text::bigint) FROM pg_stat_activity WHERE datname = current_database()")
        now = whole()
        return replace(now, oldest=oldest or now.following)

    monkeypatch.setattr(chain_rows, "moment", moment)
    with django_db_blocker.unblock(), database.using(ledger_database.name):
        ledger_database.force(f"TRUNCATE {', '.join(f'audit_{table}' for table in TABLES)} RESTART IDENTITY")
        yield ledger_database
