"""One secret key for each filled-in form: the same form sent twice is known by it, and nobody can make one up."""

import datetime as dt
import uuid

from django.core import signing

SALT = "cases.form"
LIFE = dt.timedelta(hours=48)


def new_form_key(subject: str) -> str:
    """The value of the form's hidden field; it holds for this subject (a project, an officer) alone."""
    return signing.dumps([uuid.uuid4().hex, subject], salt=SALT)


def key_of(text: str, subject: str) -> uuid.UUID | None:
    """The key, or None when it is forged, meant for another subject or too old."""
    try:
        key, of = signing.loads(text, salt=SALT, max_age=LIFE)
        return uuid.UUID(hex=key) if of == subject else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
