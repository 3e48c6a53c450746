"""The arithmetic of the seals: plain hashes of plain bytes, so that an outsider can do it again (tools/check_evidence.py).

leaf  = SHA-256(00 | version | each field as 4 bytes of length and its UTF-8 text; a missing one has length FFFFFFFF)
node  = SHA-256(01 | left | right), an odd one goes up as it is; the root of nothing is SHA-256 of nothing
link  = SHA-256(02 | link before | number, sealed_at in µs, entries, settled_id, seen_id, horizon as 8 bytes each | root)
mac   = HMAC-SHA-256(key of the seals, link)
"""

import hashlib
import hmac
import struct
from collections.abc import Sequence
from dataclasses import dataclass

VERSION = b"\x01"
BEGINNING = bytes(32)
_ABSENT = b"\xff\xff\xff\xff"
_NUMBERS = struct.Struct(">6q")


def canonical(fields: Sequence[str | None]) -> bytes:
    """One reading for one row: the length stands before every field, so that no two rows give the same bytes."""
    parts = [VERSION]
    for text in fields:
        data = None if text is None else text.encode()
        parts += [_ABSENT] if data is None else [len(data).to_bytes(4, "big"), data]
    return b"".join(parts)


def leaf(fields: Sequence[str | None]) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + canonical(fields)).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle root of the leaves in their order."""
    row = list(leaves)
    if not row:
        return hashlib.sha256(b"").digest()
    while len(row) > 1:
        pairs = [hashlib.sha256(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row) - 1, 2)]
        row = pairs + ([row[-1]] if len(row) % 2 else [])
    return row[0]


@dataclass(frozen=True)
class Batch:
    """What a seal says of its batch and of the ids that were out when it was made."""

    number: int
    sealed_us: int
    entries: int
    settled_id: int
    seen_id: int
    horizon: int
    root: bytes

    def link(self, before: bytes) -> bytes:
        """The open hash that joins the batch to the chain."""
        numbers = _NUMBERS.pack(self.number, self.sealed_us, self.entries, self.settled_id, self.seen_id, self.horizon)
        return hashlib.sha256(b"\x02" + before + numbers + self.root).digest()


def mac(key: bytes, link: bytes) -> bytes:
    """The keyed check value of a link."""
    return hmac.digest(key, link, "sha256")
