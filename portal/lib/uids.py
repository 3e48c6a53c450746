"""Random identifiers by the thousand."""

import os
import struct
from collections.abc import Sequence

_VERSION = bytes(0x40 | byte & 0x0F for byte in range(256))
_VARIANT = bytes(0x80 | byte & 0x3F for byte in range(256))
_PARTS = struct.Struct("8s4s4s4s12s").iter_unpack
_LENGTH, _DASHES = 36, (8, 13, 18, 23)


def fresh_uids(count: int) -> list[str]:
    """Random uuids (version 4) in their canonical form, out of one draw from the system."""
    drawn = bytearray(os.urandom(16 * count))
    drawn[6::16] = drawn[6::16].translate(_VERSION)
    drawn[8::16] = drawn[8::16].translate(_VARIANT)
    return b" ".join(map(b"-".join, _PARTS(drawn.hex().encode()))).decode().split()


def are_canonical(uids: Sequence[object]) -> bool:
    """Whether each is a text exactly as ``str(UUID)`` writes it; thousands are looked at as one text."""
    if set(map(type, uids)) != {str} or set(map(len, uids)) != {_LENGTH}:
        return False
    whole, dashes = "".join(uids).encode(), b"-" * 4 * len(uids)
    return b"".join(whole[at::_LENGTH] for at in _DASHES) == dashes == whole.translate(None, b"0123456789abcdef")
