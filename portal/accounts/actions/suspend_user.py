"""Stop an account at once, and open it again."""

from django.db import transaction

from portal.accounts.models import PortalSession, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def suspend_user(*, actor: Actor, user: User, reason: str) -> User:
    """The account opens nothing any more and every session of it ends now."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    if not reason.strip():
        raise Refused("请写明停用的原因。", "reason")
    if user.pk == actor.user_id:
        raise Refused("不能停用自己的账号。", "self")
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        PortalSession.objects.filter(user_id=user.pk).delete()
        record(actor, "accounts.suspend", user, region_id=actor.region_id, detail={"reason": reason})
    return user


def resume_user(*, actor: Actor, user: User) -> User:
    """The account may sign in again; its earlier sessions stay dead."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        record(actor, "accounts.resume", user, region_id=actor.region_id)
    return user


def check_keeps(actor: Actor, user: User) -> None:
    """An administrator keeps the accounts whose roles all stand for regions of his, and those of enterprises."""
    elsewhere = user.memberships.filter(region__isnull=False).exclude(region_id__in=actor.scope.read_regions)
    if elsewhere.exists():
        raise Refused("这个账号在其他辖区也有任职，由上级管理员办理。", "not_yours")
