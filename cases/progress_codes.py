"""Codes by which a worker follows his complaint: shown once, stored as a keyed hash."""

import secrets
import uuid

from cases.models import Lead, ProgressCode
from portal.lib import crypto
from portal.lib.text import compact

# No 0/O, 1/I/L: the code is read over the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10


def code_of(key: uuid.UUID) -> str:
    """The code that belongs to the secret key of one form: sent twice, the same form gets the same code."""
    number, signs = int.from_bytes(crypto.blind("secret", f"progress {key.hex}")), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs += ALPHABET[place]
    return signs


def random_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def keep(lead: Lead, code: str) -> str:
    """Let the code open the lead; an earlier code of the lead opens it no more."""
    ProgressCode.objects.update_or_create(lead_uid=lead.uid, defaults={"code_index": _index(code), "intake_key": lead.intake_key, "region_id": lead.region_id})
    return code


def plain(typed: str) -> str:
    """A code typed by a person: case, spaces, dashes and full-width signs do not matter."""
    return "".join(sign for sign in compact(typed).upper() if sign in ALPHABET)


def find(typed: str) -> ProgressCode | None:
    """The row of a typed code."""
    code = plain(typed)
    return ProgressCode.objects.filter(code_index=_index(code)).first() if len(code) == LENGTH else None


def shown(code: str) -> str:
    """In two groups, as it is read aloud: ABCDE-FGHJK."""
    return f"{code[:5]}-{code[5:]}"


def _index(code: str) -> bytes:
    return crypto.blind("secret", code)
