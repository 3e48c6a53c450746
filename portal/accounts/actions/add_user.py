"""Open an account for a person."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.accounts.passwords import set_password
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import tidy
from portal.tenancy.scope import Actor

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def add_user(*, actor: Actor, username: str, name: str, password: str, at: dt.datetime, must_change: bool = True) -> User:
    """A new account; the password somebody else chose must be changed at the first sign-in (GB/T 22239 8.1.4.1)."""
    require(actor, "accounts.manage")
    return new_user(actor=actor, username=username, name=name, password=password, at=at, must_change=must_change)


def new_user(*, actor: Actor, username: str, name: str, at: dt.datetime, password: str | None = None, must_change: bool = False) -> User:
    """The account itself: with a password (also the first administrator's, whose right is his token), or without one for a person to be invited."""
    username, name = checked_username(username), tidy(name)
    if not name:
        raise Refused("姓名没有填写。", "name")
    if User.objects.filter(username=username).exists():
        raise Refused(f"账号“{username}”已经有人使用。", "username_taken")
    user = User(username=username, name=name, opened_in_id=actor.region_id)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
            if password is not None:
                set_password(user, password, at=at, must_change=must_change)
            record(actor, "accounts.add_user", user, region_id=actor.region_id)
    except ValidationError as fault:
        raise Refused("".join(fault.messages), "password") from None
    except IntegrityError:  # somebody took the name between the question and the answer
        raise Refused(f"账号“{username}”已经有人使用。", "username_taken") from None
    return user


def checked_username(username: str) -> str:
    """The name as it is stored, or a refusal with the rule."""
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Refused("账号由 3 至 60 个小写字母、数字、点、横线组成，以字母或数字开头。", "username")
    return username
