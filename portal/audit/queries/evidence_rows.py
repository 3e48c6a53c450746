"""Seals and leaves of a span of the chain, for a check outside; read under the application's role."""

from collections.abc import Iterator

from django.db import connection

from portal.audit.queries.chain_rows import FIELDS


def day_seals(after: int, up_to: int) -> list[dict]:
    """The numbers that a link is made of, in its order."""
    names = ("number", "sealed_us", "entries", "settled_id", "seen_id", "horizon", "root", "link")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, (extract(epoch FROM sealed_at) * 1000000)::bigint, entries, settled_id, seen_id, horizon, encode(root, 'hex'), encode(link, 'hex')"
            " FROM audit_seal WHERE number > %s AND number <= %s ORDER BY number",
            [after, up_to],
        )
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def day_leaves(after: int, up_to: int) -> Iterator[tuple[int, str, int | None, list[str | None]]]:
    """(seal, hash, region, the fields that were hashed), in the order of the chain."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.seal_number, encode(l.hash, 'hex'), e.region_id, {', '.join(FIELDS)} FROM audit_leaf l LEFT JOIN audit_entry e ON e.id = l.entry_id"
            " WHERE l.seal_number > %s AND l.seal_number <= %s ORDER BY l.seal_number, l.position",
            [after, up_to],
        )
        for seal, digest, region_id, *fields in cursor.fetchall():
            yield seal, digest, region_id, fields
