"""Stop an account at once, and open it again."""

import datetime as dt

from django.db import transaction

from portal.accounts.actions.keeping import check_keeps
from portal.accounts.models import OneTimeLink, PortalSession, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def suspend_user(*, actor: Actor, user: User, reason: str, at: dt.datetime) -> User:
    """The account opens nothing any more: every session ends now and an open link is taken back."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    if not reason.strip():
        raise Refused("请写明停用的原因。", "reason")
    if user.pk == actor.user_id:
        raise Refused("不能停用自己的账号。", "self")
    with transaction.atomic():
        user.is_active, user.suspended_at, user.suspended_reason = False, at, reason.strip()[:200]
        user.save(update_fields=["is_active", "suspended_at", "suspended_reason"])
        OneTimeLink.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
        PortalSession.objects.filter(user_id=user.pk).delete()
        record(actor, "accounts.suspend", user, region_id=actor.region_id or user.opened_in_id, detail={"reason": reason})
    return user


def resume_user(*, actor: Actor, user: User, at: dt.datetime, reason: str = "") -> User:
    """The account may sign in again; its earlier sessions stay dead."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    with transaction.atomic():
        user.is_active, user.suspended_at, user.suspended_reason, user.resumed_at = True, None, "", at
        user.save(update_fields=["is_active", "suspended_at", "suspended_reason", "resumed_at"])
        record(actor, "accounts.resume", user, region_id=actor.region_id, detail={"reason": reason})
    return user
