"""Change what a post covers, or end it. The sessions under it end with the change (role and scope are read anew)."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.accounts.actions.grant_membership import check_townships
from portal.accounts.enums import Role
from portal.accounts.models import Membership, PortalSession
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import sentence, tidy
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

LEAST_REASON = 4


def change_membership(
    *,
    actor: Actor,
    membership: Membership,
    reason: str,
    title: str,
    industries: Sequence[str] = (),
    townships: Sequence[Region] = (),
    valid_to: dt.date | None = None,
) -> Membership:
    """Industries, townships, title and last day; another role, organ or region is another post. A deputy's post follows."""
    require(actor, "accounts.manage")
    check_reason(reason)
    with transaction.atomic():
        fresh = locked(actor, membership)
        if fresh.is_deputy:
            raise Refused("代理跟随被代理人的任职，请修改被代理人的任职，或结束代理。", "deputy")
        check_townships(fresh.role, fresh.region, townships)
        before = _facts(fresh)
        fresh.title, fresh.industries, fresh.townships, fresh.valid_to = tidy(title), list(industries), [t.pk for t in townships], valid_to
        _write(fresh)
        fresh.deputies.update(industries=fresh.industries, townships=fresh.townships)
        end_sessions(fresh)
        record(actor, "accounts.change_membership", fresh, detail={"reason": sentence(reason), "before": before, "after": _facts(fresh)})
    return fresh


def end_membership(*, actor: Actor, membership: Membership, last_day: dt.date, reason: str, on: dt.date) -> Membership:
    """The post ends with ``last_day``; yesterday or earlier ends it at once, also one that was to begin later.

    Nobody ends his own post, so that a tenant keeps an administrator; deputies of the post end with it.
    """
    require(actor, "accounts.manage")
    check_reason(reason)
    with transaction.atomic():
        fresh = locked(actor, membership)
        if fresh.user_id == actor.user_id:
            raise Refused("不能结束自己的任职，请由另一位管理员办理。", "self")
        if fresh.valid_to is not None and fresh.valid_to < on:
            raise Refused(f"这项任职已于 {fresh.valid_to} 结束。", "ended")
        before = _facts(fresh)
        fresh.valid_to = last_day
        fresh.valid_from = min(fresh.valid_from, last_day)
        fresh.ended_reason = sentence(reason)[:200]
        _write(fresh)
        if last_day < on:
            end_sessions(fresh)
        record(actor, "accounts.end_membership", fresh, detail={"reason": sentence(reason), "before": before, "last_day": last_day.isoformat()})
    return fresh


def resume_membership(*, actor: Actor, membership: Membership, reason: str, on: dt.date) -> Membership:
    """The way back from an end that was a mistake: the post holds again without an end, if nothing stands against it now."""
    require(actor, "accounts.manage")
    check_reason(reason)
    with transaction.atomic():
        fresh = locked(actor, membership)
        if not fresh.ended_reason or fresh.is_deputy:
            raise Refused("这项任职没有被结束过，不用恢复。", "not_ended")
        before = _facts(fresh)
        fresh.valid_to, fresh.ended_reason = None, ""
        _write(fresh)
        record(actor, "accounts.resume_membership", fresh, detail={"reason": sentence(reason), "before": before})
    return fresh


def locked(actor: Actor, membership: Membership) -> Membership:
    """The fresh row, if the administrator keeps it."""
    fresh = Membership.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=membership.pk).first()
    if fresh is None:
        raise Refused("这项任职由其他辖区的管理员办理。", "not_yours")
    return fresh


def check_reason(reason: str) -> None:
    if len(sentence(reason)) < LEAST_REASON:
        raise Refused(f"请写明原因，不少于 {LEAST_REASON} 个字。", "reason")


def end_sessions(membership: Membership) -> None:
    """Whoever works under the post or stands in for it signs in again."""
    ids = [membership.pk, *membership.deputies.values_list("pk", flat=True)]
    PortalSession.objects.filter(membership_id__in=ids).delete()


def _write(fresh: Membership) -> None:
    try:
        fresh.full_clean()
    except ValidationError as fault:
        raise Refused("".join(fault.messages), "membership") from None
    fresh.save()


def _facts(row: Membership) -> dict[str, object]:
    names = list(Region.objects.filter(pk__in=row.townships).values_list("name", flat=True))
    return {
        "role": Role(row.role).label, "title": row.title, "industries": list(row.industries), "townships": names,
        "from": row.valid_from.isoformat(), "to": row.valid_to.isoformat() if row.valid_to else "",
    }  # fmt: skip
