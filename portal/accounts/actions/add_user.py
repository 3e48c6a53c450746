"""Open an account for a person."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db import transaction

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


def new_user(*, actor: Actor, username: str, name: str, password: str, at: dt.datetime, must_change: bool) -> User:
    """The account itself, also for the first administrator, whose right is his token."""
    username, name = username.strip().lower(), tidy(name)
    if not USERNAME.fullmatch(username):
        raise Refused("账号由 3 至 60 个小写字母、数字、点、横线组成，以字母或数字开头。", "username")
    if not name:
        raise Refused("姓名没有填写。", "name")
    if User.objects.filter(username=username).exists():
        raise Refused(f"账号“{username}”已经有人使用。", "username_taken")
    with transaction.atomic():
        user = User(username=username, name=name)
        user.set_unusable_password()
        user.save()
        try:
            set_password(user, password, at=at, must_change=must_change)
        except ValidationError as fault:
            raise Refused("".join(fault.messages), "password") from None
        record(actor, "accounts.add_user", user, region_id=actor.region_id)
    return user
