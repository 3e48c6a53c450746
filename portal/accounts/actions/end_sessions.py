"""End every session of a person, and let a locked one try again."""

from axes.utils import reset
from django.db import transaction

from portal.accounts.actions.keeping import check_keeps
from portal.accounts.models import PortalSession, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def end_sessions(*, actor: Actor, user: User, reason: str) -> int:
    """How many ended."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    with transaction.atomic():
        ended, _ = PortalSession.objects.filter(user_id=user.pk).delete()
        record(actor, "accounts.end_sessions", user, region_id=actor.region_id, detail={"sessions": ended, "reason": reason})
    return ended


def unlock_user(*, actor: Actor, user: User, reason: str) -> None:
    """Wrong passwords are forgotten at every address."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    with transaction.atomic():
        if not reset(username=user.username):
            raise Refused("这个账号现在没有锁定。", "not_locked")
        record(actor, "accounts.unlock", user, region_id=actor.region_id, detail={"reason": reason})
