"""Take a second factor off: one's own where it is free, a colleague's when his phone is lost."""

from django.db import transaction

from portal.accounts.actions.keeping import check_keeps
from portal.accounts.models import Membership, PortalSession, RecoveryCode, SecondFactor, User
from portal.accounts.rights import require
from portal.accounts.second_factor import is_demanded
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def remove_own_second_factor(*, actor: Actor, user: User) -> None:
    """Where the role demands one it is only replaced: the administrator resets it, the next sign-in asks for a new one."""
    if is_demanded(Membership.objects.filter(user=user)):
        raise Refused("您的岗位必须使用二次验证，不能停用；换手机请联系管理员重置。", "demanded")
    _remove(user)
    record(actor, "accounts.second_factor_off", user, region_id=actor.region_id)


def reset_second_factor(*, actor: Actor, user: User, reason: str) -> None:
    """For a lost phone. Every session ends; the next sign-in begins with the password and a new authenticator."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    if user.pk == actor.user_id:
        raise Refused("自己的二次验证请另一位管理员重置，或在“二次验证”页办理。", "self")
    if not SecondFactor.objects.filter(user=user).exists():
        raise Refused("这个账号没有启用二次验证。", "no_second_factor")
    with transaction.atomic():
        _remove(user)
        PortalSession.objects.filter(user_id=user.pk).delete()
        record(actor, "accounts.reset_second_factor", user, region_id=actor.region_id, detail={"reason": reason})


def _remove(user: User) -> None:
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        SecondFactor.objects.filter(user=user).delete()
