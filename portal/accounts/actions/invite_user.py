"""Open an account with its first role for a person who will choose his own password."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.actions.add_user import new_user
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.models import User
from portal.accounts.rights import require
from portal.tenancy.scope import Actor


def invite_user(*, actor: Actor, username: str, name: str, on: dt.date, at: dt.datetime, **place: Any) -> User:
    """Account and role together or neither; ``place`` as for ``grant_membership``. The link is issued apart, when it can be handed over."""
    require(actor, "accounts.manage")
    with transaction.atomic():
        user = new_user(actor=actor, username=username, name=name, at=at)
        grant_membership(actor=actor, user=user, on=on, **place)
    return user
