"""Seal everything anew under the current key, while the portal works: in small transactions, from where a broken run stopped.

What is left to do is told by the values themselves (each says which key sealed it), so nothing has to be remembered.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, models

from portal.documents import storage
from portal.lib import crypto
from portal.lib.errors import Refused
from portal.lib.fields import EncryptedField
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting

BATCH = 2000
PATIENCE = 60  # rounds in which a row stays locked by somebody else, half a second each
SEALED = "sealed"  # the column of sealed contents that are no single number


@dataclass(frozen=True)
class Place:
    """One column of sealed values."""

    table: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass
class Report:
    """What was done and what is left; ``opened`` values were read under the current key after the work."""

    resealed: int = 0
    files_resealed: int = 0
    opened: int = 0
    files_opened: int = 0
    remaining: int = 0
    columns: dict[str, int] = field(default_factory=dict)


def sealed_places() -> list[Place]:
    """Every column that holds sealed values: numbers, and contents in a column named ``sealed``."""
    return [Place(model._meta.db_table, one.column) for model in apps.get_models() for one in model._meta.local_fields if _is_sealed(model, one)]


def _is_sealed(model: type[models.Model], one: models.Field) -> bool:
    names = {other.name for other in model._meta.local_fields}
    return isinstance(one, EncryptedField) or (isinstance(one, models.BinaryField) and one.name == SEALED and "uid" in names)


def rotate(*, progress: Callable[[str, int], None] = lambda place, count: None) -> Report:
    """All columns, all files, then the proof: every value opens under the current key and none is left under another."""
    report = Report()
    for place in sealed_places():
        for count in _reseal_column(place):
            report.resealed += count
            report.columns[str(place)] = report.columns.get(str(place), 0) + count
            progress(str(place), count)
    for sha256 in storage.hashes():
        report.files_resealed += storage.reseal(sha256)
    return _prove(report)


def _reseal_column(place: Place) -> Iterator[int]:
    """One transaction for each batch; a row that somebody else holds is met again in a later round."""
    waited = 0
    while True:
        with acting(system_actor()), connection.cursor() as cursor:
            done = _reseal_batch(cursor, place)
            left = 0 if done else _count_old(cursor, place)
        if done:
            yield done
        elif not left:
            return
        else:
            waited += 1
            if waited > PATIENCE:
                raise Refused(f"{place} 有 {left} 行一直被占用，请稍后再执行一次，已完成的不会重做。", "locked")
            time.sleep(0.5)


def _reseal_batch(cursor, place: Place) -> int:
    safe = crypto.vault()
    cursor.execute(f"SELECT uid, {place.column} FROM {place.table} WHERE {_old(place)} LIMIT {BATCH} FOR UPDATE SKIP LOCKED", [safe.header])
    rows = cursor.fetchall()
    if not rows:
        return 0
    fresh = []
    for uid, value in rows:
        bound = crypto.place(place.table, place.column, uid)
        fresh.append((str(uid), safe.seal(safe.open(value, bound), bound)))
    cursor.execute(
        f"UPDATE {place.table} t SET {place.column} = v.fresh FROM unnest(%s::uuid[], %s::bytea[]) AS v(uid, fresh) WHERE t.uid = v.uid",
        [[uid for uid, _ in fresh], [value for _, value in fresh]],
    )
    return len(rows)


def _old(place: Place) -> str:
    return f"{place.column} IS NOT NULL AND substring({place.column} FROM 1 FOR 4) <> %s"


def _count_old(cursor, place: Place) -> int:
    cursor.execute(f"SELECT count(*) FROM {place.table} WHERE {_old(place)}", [crypto.vault().header])
    return cursor.fetchone()[0]


def _prove(report: Report) -> Report:
    safe = crypto.vault()
    for place in sealed_places():
        with acting(system_actor()):
            with connection.cursor() as cursor:
                report.remaining += _count_old(cursor, place)
            with connection.chunked_cursor() as cursor:
                cursor.execute(f"SELECT uid, {place.column} FROM {place.table} WHERE {place.column} IS NOT NULL")
                while rows := cursor.fetchmany(BATCH):
                    for uid, value in rows:
                        safe.open(value, crypto.place(place.table, place.column, uid))
                    report.opened += len(rows)
    for sha256 in storage.hashes():
        report.remaining += not storage.is_current(sha256)
        for _ in storage.pieces(sha256):
            pass
        report.files_opened += 1
    return report
