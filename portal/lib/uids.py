"""Random identifiers by the thousand."""

import os


def fresh_uids(count: int) -> list[str]:
    """Random uuids (version 4) in their canonical form, out of one draw from the system."""
    drawn = os.urandom(16 * count).hex()
    return [
        f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{'89ab'[int(text[16], 16) & 3]}{text[17:20]}-{text[20:]}"
        for text in (drawn[at : at + 32] for at in range(0, len(drawn), 32))
    ]
