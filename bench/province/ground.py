"""The ground a province is filled on: the caller's one transaction, or a database of its own in which nobody else is yet.

There row security and triggers rest, the indexes of the large tables are made at the end, and what does not build on each other runs on two connections.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

from bench.province.sites import run, unhurried
from portal.tenancy.scope import Actor, acting

CONNECTIONS = 2
PARTITIONED = ("wagepay_attendanceday", "wagepay_attendancemonth", "wagepay_payrollline", "wagepay_paymentline", "wagepay_accountentry", "wagepay_workermonth")
PLAIN = ("wagepay_worker", "wagepay_engagement")  # other tables point at their keys, which stay
_OPTIONS = "-c session_replication_role=replica -c statement_timeout=0 -c lock_timeout=0 -c maintenance_work_mem=512MB"
# ``ON ONLY`` would leave the partitions out.
_INDEXES = """
SELECT t.relname, i.relname, con.conname, CASE WHEN con.oid IS NULL THEN replace(pg_get_indexdef(i.oid), ' ON ONLY ', ' ON ') ELSE pg_get_constraintdef(con.oid) END
  FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid LEFT JOIN pg_constraint con ON con.conindid = i.oid AND con.conrelid = t.oid
 WHERE t.oid = ANY (%s::regclass[]) AND (t.relkind = 'p' OR NOT x.indisprimary)
 ORDER BY t.relname, i.relname
"""
Work = Callable[[], Any]


class Ground:
    """The caller's transaction: one thing after another, seen by nobody else."""

    apart = False

    def each(self, works: Sequence[Work]) -> list[Any]:
        """Their results, in their order."""
        unhurried()
        return [work() for work in works]

    def one(self, work: Work) -> Any:
        return self.each([work])[0]

    def close(self) -> None:
        """Nothing was taken away."""


class Apart(Ground):
    """A database of its own: each piece of work is a transaction for itself, on one of two connections."""

    apart = True

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        with connection.cursor() as cursor:
            cursor.execute(_INDEXES, [[*PARTITIONED, *PLAIN]])
            self.indexes = cursor.fetchall()
        for table, index, constraint, _ in self.indexes:
            run(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}" if constraint else f"DROP INDEX {index}")

    def each(self, works: Sequence[Work]) -> list[Any]:
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            return list(pool.map(self._alone, works))

    def close(self) -> None:
        """The indexes again, and what the planner should know of what is asked next; the tables of the build go."""
        self.each([lambda table=table: self._complete(table) for table in (*PARTITIONED, *PLAIN)])
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(relname, ', ') FROM pg_class WHERE relkind = 'r' AND relname LIKE 'province\\_%%'", [])
            run(f"DROP TABLE {cursor.fetchone()[0]}")
            run("ANALYZE wagepay_projectmonth, wagepay_labourcostcycle, wagepay_accountentry")

    def _complete(self, table: str) -> None:
        for name, _index, constraint, definition in self.indexes:
            if name == table:
                run(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {definition}" if constraint else definition)

    def _alone(self, work: Work) -> Any:
        try:
            with acting(self.actor):
                unhurried()
                return work()
        finally:
            connection.close()


@contextmanager
def without_security() -> Iterator[None]:
    """Connections are a superuser's, whom no row security binds and no trigger follows."""
    settings = connections["default"].settings_dict
    user, options = settings["USER"], settings["OPTIONS"]
    connection.close()
    settings |= {"USER": "postgres", "OPTIONS": options | {"options": _OPTIONS}}
    try:
        yield
    finally:
        connection.close()
        settings |= {"USER": user, "OPTIONS": options}
