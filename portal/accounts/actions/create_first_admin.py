"""The first administrator of a tenant makes himself known by a one-time token; no account ships with the portal."""

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.db import transaction

from portal.accounts.actions.add_user import new_user
from portal.accounts.actions.grant_membership import new_membership
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Jurisdiction

VALID_FOR = dt.timedelta(hours=24)
_SALT = "portal.accounts.first_admin"


@dataclass(frozen=True)
class Invitation:
    """A token that has been checked."""

    jurisdiction: Jurisdiction
    token: str


def invite_first_admin(*, jurisdiction: Jurisdiction) -> str:
    """The token; refused when the tenant already has an administrator."""
    _check_vacant(jurisdiction)
    return signing.dumps({"jurisdiction": jurisdiction.pk}, salt=_SALT)


def read_invitation(token: str) -> Invitation:
    """The tenant a token was made for. It opens for 24 hours and, because it needs a vacancy, only once."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        raise Refused("这个链接无效或已过期（24 小时）。请在服务器上重新执行 manage.py first_admin。", "token") from None
    jurisdiction = Jurisdiction.objects.select_related("region", "office").filter(pk=content["jurisdiction"]).first()
    if jurisdiction is None:
        raise Refused("这个租户已不存在。", "token")
    _check_vacant(jurisdiction)
    return Invitation(jurisdiction, token)


def create_first_admin(*, token: str, username: str, name: str, password: str, on: dt.date, at: dt.datetime) -> Membership:
    """Account and membership of the first administrator; of two people with one token the second is told."""
    with transaction.atomic():
        jurisdiction = read_invitation(token).jurisdiction
        Jurisdiction.objects.select_for_update(of=("self",)).get(pk=jurisdiction.pk)
        _check_vacant(jurisdiction)
        actor = system_actor(jurisdiction.region)
        user = new_user(actor=actor, username=username, name=name, password=password, at=at, must_change=False)
        return new_membership(actor=actor, user=user, role=Role.ADMIN, organisation=jurisdiction.office, region=jurisdiction.region, on=on)


def _check_vacant(jurisdiction: Jurisdiction) -> None:
    if Membership.objects.filter(role=Role.ADMIN, region_id=jurisdiction.region_id).exists():
        raise Refused(f"“{jurisdiction.name}”已有租户管理员，请由他开通账号。", "not_vacant")
