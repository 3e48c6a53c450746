"""Choose one's password by a one-time link."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.accounts.models import OneTimeLink, PortalSession, User
from portal.accounts.passwords import set_password
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def find_link(token: str, *, at: dt.datetime) -> OneTimeLink:
    """The open link of a token; used, taken back, too old or forged, they are told the same."""
    link = OneTimeLink.objects.of_token(token).open_at(at).select_related("user").first()
    if link is None or not link.user.is_active:
        raise Refused("这个链接无效、已用过或已过期。请联系发给您链接的管理员重新发一个。", "link")
    return link


def use_link(*, token: str, password: str, at: dt.datetime) -> User:
    """Of two people with one link the second is told that it is used."""
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).get(pk=find_link(token, at=at).user_id)
        link = find_link(token, at=at)
        try:
            set_password(user, password, at=at)
        except ValidationError as fault:
            raise Refused("".join(fault.messages), "password") from None
        link.used_at = at
        link.save(update_fields=["used_at"])
        PortalSession.objects.filter(user_id=user.pk).delete()
        himself = Actor(uid=user.uid, username=user.username, name=user.name, role="")
        record(himself, "accounts.choose_password", user, region_id=user.opened_in_id, detail={"link": link.kind})
    return user
