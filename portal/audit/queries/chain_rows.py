"""What sealing and verifying read and write, under the role portal_audit."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from psycopg2.extras import execute_values

from portal.audit.chain import BEGINNING, Batch

ALIAS = "audit"
LOCK = 4_703_082  # any number, the same for every sealer of a database
# The fields of an entry in the order of its canonical form, each as text; a new column is appended with a new version.
FIELDS = (
    "e.id::text", "e.uid::text", "(extract(epoch FROM e.at) * 1000000)::bigint::text", "e.actor_uid::text", "e.actor_name", "e.actor_role",
    "e.verb", "e.region_id::text", "e.object_type", "e.object_uid", "e.object_name", "e.detail::text", "e.address", "e.succeeded::text", "e.request_id",
)  # fmt: skip
_FIELDS = ", ".join(FIELDS)
_SEAL = "number, (extract(epoch FROM sealed_at) * 1000000)::bigint, entries, settled_id, seen_id, horizon, root, link, mac, key_number"
MICROSECOND = dt.timedelta(microseconds=1)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class SealRow:
    """A seal as it is stored."""

    batch: Batch
    link: bytes
    mac: bytes
    key_number: int


@dataclass(frozen=True)
class Moment:
    """The database's word on now: its clock, the highest id given out, the oldest running and the next transaction."""

    now_us: int
    seen_id: int
    oldest: int
    following: int


def rows(query: str, values: Sequence[Any] = ()) -> list[tuple]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def take_lock() -> None:
    """One sealer at a time; the second waits and finds nothing left."""
    rows("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def last_seal() -> SealRow | None:
    found = rows(f"SELECT {_SEAL} FROM audit_seal ORDER BY number DESC LIMIT 1")
    return _seal(found[0]) if found else None


def moment() -> Moment:
    [row] = rows(
        "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, coalesce((SELECT max(id) FROM audit_entry), 0),"
        " pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
    )
    return Moment(*row)


def unsealed(above: int, limit: int) -> list[tuple[str | None, ...]]:
    """Entries above an id that have no leaf, the oldest first, as their fields."""
    return rows(
        f"SELECT {_FIELDS} FROM audit_entry e WHERE e.id > %s AND NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = e.id) ORDER BY e.id LIMIT %s",
        [above, limit],
    )


def add_seal(seal: SealRow, leaves: Sequence[tuple[int, bytes]]) -> None:
    """Write a seal with its leaves."""
    batch = seal.batch
    rows(
        "INSERT INTO audit_seal (number, sealed_at, entries, root, link, mac, key_number, settled_id, seen_id, horizon)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [batch.number, instant(batch.sealed_us), batch.entries, batch.root, seal.link, seal.mac, seal.key_number, batch.settled_id, batch.seen_id,
         batch.horizon],
    )  # fmt: skip
    with connections[ALIAS].cursor() as cursor:
        places = [(entry_id, batch.number, position, digest) for position, (entry_id, digest) in enumerate(leaves)]
        execute_values(cursor.cursor, "INSERT INTO audit_leaf (entry_id, seal_number, position, hash) VALUES %s", places, page_size=1000)


def all_seals() -> Iterator[SealRow]:
    """The chain in its order."""
    with connections[ALIAS].chunked_cursor() as cursor:
        cursor.execute(f"SELECT {_SEAL} FROM audit_seal ORDER BY number")
        for row in cursor:
            yield _seal(row)


def leaves_with_entries(up_to: int, after: int = 0) -> Iterator[tuple]:
    """(seal, position, entry id, hash, fields …) in the order of the chain; the fields are NULL where the entry is gone."""
    with connections[ALIAS].chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT l.seal_number, l.position, l.entry_id, l.hash, {_FIELDS} FROM audit_leaf l LEFT JOIN audit_entry e ON e.id = l.entry_id"
            " WHERE l.seal_number > %s AND l.seal_number <= %s ORDER BY l.seal_number, l.position",
            [after, up_to],
        )
        yield from cursor


def slipped_in(settled_id: int) -> int | None:
    """The first entry without a leaf whose id was settled long ago."""
    [(found,)] = rows("SELECT min(e.id) FROM audit_entry e WHERE e.id <= %s AND NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = e.id)", [settled_id])
    return found


def instant(microseconds: int) -> dt.datetime:
    """Exact, where a float of seconds would round."""
    return EPOCH + microseconds * MICROSECOND


def _seal(row: tuple) -> SealRow:
    *numbers, root, link, mac, key_number = row
    return SealRow(Batch(*numbers, bytes(root)), bytes(link), bytes(mac), key_number)


def link_before(seal: SealRow | None) -> bytes:
    return seal.link if seal else BEGINNING
