"""What a backup says about itself: counts, head of the ledger, checksums, and which keys it needs."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psycopg2.extensions
from psycopg2 import sql

from portal.lib import keys

FORMAT = 1
_BLOCK = 1 << 20
TABLES = (
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
)


@dataclass(frozen=True)
class Manifest:
    """``tables`` are the row counts in the very snapshot that was dumped; ``keys`` are marks of the keys, not keys."""

    made_at: str
    version: str
    tables: dict[str, int]
    ledger: dict
    keys: dict[str, str]
    sums: dict[str, str]
    format: int = FORMAT
    files: int = field(default=0)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1))

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        return cls(**json.loads(path.read_text("utf-8")))


def row_counts(cursor: "psycopg2.extensions.cursor") -> dict[str, int]:
    """Rows of every table; the role must see them all."""
    cursor.execute(TABLES)
    counts = {}
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
        counts[name] = cursor.fetchone()[0]
    return counts


def ledger_head(cursor: "psycopg2.extensions.cursor") -> dict:
    """How far the audit trail reaches: entries with the last one, seals with the chain's head."""
    cursor.execute("SELECT count(*), coalesce(max(id), 0), (SELECT uid::text FROM audit_entry ORDER BY id DESC LIMIT 1) FROM audit_entry")
    entries, last, uid = cursor.fetchone()
    cursor.execute("SELECT number, encode(link, 'hex') FROM audit_seal ORDER BY number DESC LIMIT 1")
    number, link = cursor.fetchone() or (0, "")
    return {"entries": entries, "last": last, "uid": uid, "seals": number, "head": link}


def key_marks() -> dict[str, str]:
    """A mark of each key by which a restore knows the right key file; nothing can be opened with it."""
    found = keys.current()
    rings = {"data": found.data, "blind": found.blind, "seal": found.seal}
    return {
        f"{name}.{number}": hashlib.sha256(keys.derive(key, "backup mark", 32)).hexdigest()[:16]
        for name, ring in rings.items()
        for number, key in ring.keys.items()
    }


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
