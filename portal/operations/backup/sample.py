"""Open some of everything that is sealed: the proof that data and keys belong together."""

from dataclasses import dataclass, field

from portal.documents import storage
from portal.lib import crypto
from portal.lib.errors import Refused
from portal.operations.queries.rotation import sealed_places

A_COLUMN, FILES = 20, 20


@dataclass
class Sample:
    """How many values and files were opened, and where one did not open."""

    fields: int = 0
    files: int = 0
    broken: list[str] = field(default_factory=list)


def open_sample(cursor, *, most: int = A_COLUMN) -> Sample:
    """Newest and oldest rows of every sealed column, by a cursor that sees all rows, and some stored files."""
    found = Sample()
    for place in sealed_places():
        _open_column(cursor, place.table, place.column, most, found)
    for sha256 in storage.hashes()[:FILES]:
        try:
            storage.read(sha256)
            found.files += 1
        except (crypto.SealBroken, Refused):
            found.broken.append(f"files/{sha256[:12]}")
    return found


def _open_column(cursor, table: str, column: str, most: int, found: Sample) -> None:
    for direction in ("ASC", "DESC"):
        cursor.execute(f"SELECT uid, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY uid {direction} LIMIT {most}")  # noqa: S608  (names of our own models)
        for uid, sealed in cursor.fetchall():
            try:
                crypto.unseal(sealed, crypto.place(table, column, uid))
                found.fields += 1
            except crypto.SealBroken:
                found.broken.append(f"{table}.{column}")
