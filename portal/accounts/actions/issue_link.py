"""Give a person a link by which he chooses his own password: an invitation, or a reset."""

import datetime as dt

from django.db import transaction

from portal.accounts.actions.keeping import check_keeps
from portal.accounts.enums import LinkKind
from portal.accounts.models import OneTimeLink, PortalSession, User
from portal.accounts.policies import policy_of
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def issue_link(*, actor: Actor, user: User, at: dt.datetime) -> OneTimeLink:
    """The earlier link dies. A reset also ends the old password and every session at once, not when the link is used."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    if not user.is_active:
        raise Refused("账号已停用，请先重新启用。", "suspended")
    if user.pk == actor.user_id:
        raise Refused("自己的密码请在“修改密码”里改。", "self")
    hours = policy_of(user, on=at.astimezone(clock.SHANGHAI).date()).link_hours
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        kind = LinkKind.INVITE if user.password_changed_at is None else LinkKind.RESET
        OneTimeLink.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
        if kind == LinkKind.RESET:
            user.set_unusable_password()
            user.password_changed_at = None
            user.save(update_fields=["password", "password_changed_at"])
            PortalSession.objects.filter(user_id=user.pk).delete()
        link = OneTimeLink(user=user, kind=kind, made_by=actor.name, made_at=at, expires_at=at + dt.timedelta(hours=hours))
        link.save(force_insert=True)
        record(actor, f"accounts.link_{kind}", user, region_id=actor.region_id, detail={"expires_at": link.expires_at.isoformat(timespec="minutes")})
    return link
