"""Codes by which a worker follows his complaint: shown once, stored as a keyed hash."""

import secrets

from cases.models import Lead, ProgressCode
from portal.lib import crypto

# No 0/O, 1/I/L: the code is read over the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10


def new_code(lead: Lead) -> str:
    """Make the lead's code; it cannot be shown a second time."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    ProgressCode.objects.create(code_index=_index(code), lead_uid=lead.uid, region_id=lead.region_id, project_id=lead.project_id)
    return code


def find(code: str) -> ProgressCode | None:
    """The row of a code typed by a person: case, spaces and dashes do not matter."""
    cleaned = "".join(c for c in code.upper() if c.isalnum())
    return ProgressCode.objects.filter(code_index=_index(cleaned)).first() if len(cleaned) == LENGTH else None


def _index(code: str) -> bytes:
    return crypto.blind("secret", code)
