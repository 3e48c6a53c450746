"""Tables that many statements of one transaction read, taken out of their source once and kept small.

A nightly scan asks more than a hundred questions of the same projects and months. The tables themselves are wide, and row security is asked for each of their rows
again by each statement. Inside ``at_hand`` a statement that names a :class:`Piece` is answered from a narrow temporary table of this connection, which
is made when it is first asked for; outside, and for other regions or days, from the source. The findings are the same either way (tests hold the two against
each other).
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Piece:
    """``word`` stands in statements for ``source``; ``columns`` are all that a statement can ask for where the piece lies ready.

    ``table``: its name there. ``wanted``: the conditions of the rows that are taken, over ``%(regions)s``, ``%(on)s`` and ``values``; no row fulfils two of them, and
    each is asked for itself, so that each finds its own way to its rows. ``looked_at``: the columns the planner should know.
    """

    word: str
    source: str
    table: str
    alias: str
    columns: str
    wanted: tuple[str, ...]
    looked_at: str
    values: Callable[[dt.date], dict[str, Any]] = lambda on: {}

    def rows(self) -> str:
        """The statement that takes the rows."""
        return " UNION ALL ".join(f"SELECT {self.columns} FROM {self.source} {self.alias} WHERE {condition}" for condition in self.wanted)


@dataclass(frozen=True)
class Ready:
    """For what the pieces of a block hold good, and those that this connection has made so far."""

    regions: frozenset[int]
    on: dt.date
    made: set[str] = field(default_factory=set)

    def take(self, piece: Piece) -> str:
        """The name of the piece's table."""
        if piece.table not in self.made:
            values = {"regions": list(self.regions), "on": self.on, **piece.values(self.on)}
            with connection.cursor() as cursor:
                cursor.execute(
                    f"DROP TABLE IF EXISTS pg_temp.{piece.table}; CREATE TEMPORARY TABLE {piece.table} ON COMMIT DROP AS {piece.rows()};"
                    f" SET LOCAL default_statistics_target = 10; ANALYZE {piece.table} ({piece.looked_at}); SET LOCAL default_statistics_target TO DEFAULT",
                    values,
                )
            self.made.add(piece.table)
        return f"pg_temp.{piece.table}"


_ready: ContextVar[Ready | None] = ContextVar("at_hand", default=None)


@contextmanager
def at_hand(regions: Sequence[int], on: dt.date) -> Iterator[None]:
    """Have pieces ready for the statements of the block, which changes none of their sources.

    No statement of it starts processes of its own: whoever asks so much has shared the work among connections already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    token = _ready.set(Ready(frozenset(regions), on))
    try:
        yield
    finally:
        _ready.reset(token)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather TO DEFAULT")


def ready(regions: Sequence[int], on: dt.date) -> Ready | None:
    """What lies ready for all of these regions on the day."""
    found = _ready.get()
    return found if found is not None and found.on == on and found.regions.issuperset(regions) else None


def answered(sql: str, piece: Piece, regions: Sequence[int], on: dt.date, *, enough: Callable[[Ready], bool] = lambda ready: True) -> str:
    """The statement as it is to be run: out of the piece where one lies ready that is ``enough`` for it, else out of the source."""
    if piece.word not in sql:
        return sql
    found = ready(regions, on)
    return sql.replace(piece.word, found.take(piece) if found is not None and enough(found) else piece.source)
