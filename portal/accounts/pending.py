"""Between the password and the second factor: a session that belongs to nobody yet and opens nothing but the next step."""

import datetime as dt

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from portal.accounts.models import User

KEY = "password_given"
LIVES = dt.timedelta(minutes=10)


def begin(request: HttpRequest, user: User, *, target: str, at: dt.datetime) -> None:
    """A new session (new key) that knows whose password was right, and where he wanted to go."""
    request.session.flush()
    request.session[KEY] = {"user": user.pk, "hash": user.get_session_auth_hash(), "target": target, "until": (at + LIVES).isoformat()}


def person(request: HttpRequest, at: dt.datetime) -> User | None:
    """Whose password was given in this browser minutes ago, if it still is his password."""
    given = request.session.get(KEY)
    if not given or at > dt.datetime.fromisoformat(given["until"]):
        return None
    user = User.objects.filter(pk=given["user"], is_active=True).first()
    return user if user and constant_time_compare(user.get_session_auth_hash(), given["hash"]) else None


def target(request: HttpRequest) -> str:
    """An address of our own, checked when it was put in."""
    return request.session.get(KEY, {}).get("target", "/")


def end(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
