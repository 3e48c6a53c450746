"""代理: one person fills another's post from and until a day, with the same scope and in his own name."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.accounts.actions.change_membership import check_reason, locked
from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.models import Membership, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.lib.text import sentence, tidy
from portal.tenancy.scope import Actor

MOST_DAYS = 183  # half a year: longer is another appointment, not a deputy
MOST_NAMES = 60  # “甲（代乙）” must fit wherever a name is kept


def appoint_deputy(
    *, actor: Actor, principal: Membership, user: User, valid_from: dt.date, valid_to: dt.date, reason: str, title: str = "", on: dt.date
) -> Membership:
    """The deputy's own membership beside his others; it ends by itself. Both are told. 三员分离 holds for deputies too."""
    require(actor, "accounts.manage")
    check_reason(reason)
    with transaction.atomic():
        post = locked(actor, principal)
        User.objects.select_for_update().get(pk=user.pk)
        _check_post(post, user)
        _check_days(post, user, valid_from, valid_to, on)
        made = Membership(
            user=user, role=post.role, organisation=post.organisation, region=post.region, industries=post.industries, townships=post.townships,
            title=tidy(title) or post.title, valid_from=valid_from, valid_to=valid_to, deputy_of=post,
        )  # fmt: skip
        try:
            made.full_clean()
        except ValidationError as fault:
            raise Refused("".join(fault.messages), "membership") from None
        made.save()
        detail = {"for": post.user.name, "user": user.username, "from": valid_from.isoformat(), "to": valid_to.isoformat(), "reason": sentence(reason)}
        entry = record(actor, "accounts.appoint_deputy", made, detail=detail)
        outbox.post("accounts.deputy", str(entry.uid), {"membership": made.pk, "ended": False}, made.region_id)
    return made


def tell_ended(*, on: dt.date) -> int:
    """Both learn that a deputy's time ended with the day before; returns how many ended."""
    ended = Membership.objects.filter(deputy_of__isnull=False, valid_to=on - dt.timedelta(days=1))
    messages = [(f"{row.pk}/{row.valid_to}", {"membership": row.pk, "ended": True}, row.region_id) for row in ended]
    outbox.post_all("accounts.deputy", messages)
    return len(messages)


def _check_post(post: Membership, user: User) -> None:
    if post.is_deputy:
        raise Refused("代理人不能再请人代理。", "chain")
    if post.role in ENTERPRISE:
        raise Refused("企业和银行的经办人由本单位另行任职，不设代理。", "enterprise")
    if post.user_id == user.pk:
        raise Refused("不能由本人代理自己。", "self")
    if not user.is_active:
        raise Refused(f"{user.name}的账号已停用。", "inactive")
    if not user.memberships.filter(region__isnull=False).exists():
        raise Refused(f"{user.name}没有政府部门的任职，不能代理{Role(post.role).label}。", "stranger")
    if len(post.user.name) + len(user.name) + len("（代）") > MOST_NAMES:
        raise Refused("两人姓名太长，不能合写为代理署名。", "name")


def _check_days(post: Membership, user: User, valid_from: dt.date, valid_to: dt.date, on: dt.date) -> None:
    if valid_from < on:
        raise Refused("代理不能从今天以前开始。", "past")
    if valid_to < valid_from:
        raise Refused("代理止期不能早于起期。", "dates")
    if (valid_to - valid_from).days >= MOST_DAYS:
        raise Refused(f"代理最长 {MOST_DAYS} 天，更长的请另行任职。", "too_long")
    if not (post.holds_on(valid_from) and post.holds_on(valid_to)):
        raise Refused("代理期要在被代理人的任期内。", "post_ends")
    same = Membership.objects.filter(deputy_of=post, user=user, valid_from__lte=valid_to, valid_to__gte=valid_from)
    if same.exists():
        raise Refused("这段时间已由他代理。", "twice")
