"""Suspend accounts that nobody has used for long (GB/T 22239 8.1.4.2-c), and tell the administrators which."""

import datetime as dt
from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from portal.accounts.actions.suspend_user import suspend_user
from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.accounts.policies import policy_of
from portal.jobs.outbox import post
from portal.lib import clock
from portal.tenancy.scope import Actor


def suspend_dormant(*, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """A function of the moment and the data: a repeat suspends nobody anew, a missed day is made up by the next.

    ``at`` is the clock on the wall, like the sign-ins it is compared with. The last administrator of a tenant stays, or nobody could let him in.
    """
    on = at.astimezone(clock.SHANGHAI).date()
    told: dict[int, list[str]] = defaultdict(list)
    suspended = 0
    for user in quiet_since(at - dt.timedelta(days=1)):
        days = policy_of(user, on=on).dormant_days
        if not days or user.last_active > at - dt.timedelta(days=days) or _is_last_administrator(user, on):
            continue
        suspend_user(actor=actor, user=user, reason=f"{days} 天没有登录，系统自动停用", at=at)
        suspended += 1
        for region_id in _regions(user):
            told[region_id].append(user.username)
    for region_id, usernames in told.items():
        post("accounts.dormant", f"{on}:{region_id}", {"usernames": sorted(usernames)}, region_id)
    return {"suspended": suspended}


def quiet_since(before: dt.datetime) -> QuerySet[User]:
    """People in use with the moment they were last heard of: signed in, let in again, or entered."""
    heard = Greatest("created_at", Coalesce("last_login", "created_at"), Coalesce("resumed_at", "created_at"))
    return User.objects.filter(is_active=True).annotate(last_active=heard).filter(last_active__lt=before).order_by("pk")


def _is_last_administrator(user: User, on: dt.date) -> bool:
    others = Membership.objects.valid_on(on).filter(role=Role.ADMIN, user__is_active=True, region_id=OuterRef("region_id")).exclude(user=user)
    return user.memberships.valid_on(on).filter(role=Role.ADMIN).filter(~Q(Exists(others))).exists()


def _regions(user: User) -> set[int]:
    """Where an administrator is told: the places of his roles, and the tenant that opened the account."""
    return {pk for pk in (*user.memberships.values_list("region_id", flat=True), user.opened_in_id) if pk}
