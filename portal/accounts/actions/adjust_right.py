"""Change what a role may do in a tenant: propose, confirm by a second person, end. Each step is on record, none deletes a row."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.accounts import limits
from portal.accounts.enums import Effect, Role
from portal.accounts.models import RightAdjustment, User
from portal.accounts.rights import require, verb_of
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import sentence
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def in_words(row: RightAdjustment) -> str:
    """“监察员收回“导入平台线索””."""
    return f"{Role(row.role).label}{Effect(row.effect).label}“{verb_of(row.verb).label}”"


def propose_adjustment(
    *,
    actor: Actor,
    role: str,
    verb: str,
    effect: str,
    reason: str,
    document: str,
    at: dt.datetime,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
) -> RightAdjustment:
    """Written down and not yet in force: the security officer confirms. Beyond the limits of code it is refused with the rule."""
    require(actor, "accounts.adjust_rights")
    barred = limits.bar(verb, role, effect)
    if barred:
        raise Refused(barred, "limit")
    if valid_from < at.date():
        raise Refused("生效日期不能早于今天，权限不能倒签。", "past")
    region = Region.objects.get(pk=actor.region_id)
    row = RightAdjustment(
        region=region, role=role, verb=verb, effect=effect, reason=sentence(reason), document=sentence(document), valid_from=valid_from, valid_to=valid_to,
        proposed_by=User.objects.get(pk=actor.user_id), proposed_at=at,
    )  # fmt: skip
    try:
        row.full_clean()
    except ValidationError as fault:
        raise Refused("".join(fault.messages), "adjustment") from None
    with transaction.atomic():
        row.save()
        _record(actor, "accounts.adjust_rights", row, reason=row.reason, document=row.document)
    return row


def confirm_adjustment(*, actor: Actor, row: RightAdjustment, at: dt.datetime) -> RightAdjustment:
    """From its day on it holds. Who proposed it cannot confirm it: not in another post either, the database says the same."""
    require(actor, "accounts.confirm_rights")
    with transaction.atomic():
        row = _locked(actor, row)
        if row.confirmed_at is not None:
            raise Refused("这条调整已经确认过。", "confirmed")
        if row.proposed_by_id == actor.user_id:
            raise Refused("提出人不能确认自己提出的调整。", "same_person")
        barred = limits.bar(row.verb, row.role, row.effect)
        if barred:
            raise Refused(barred, "limit")
        row.confirmed_by, row.confirmed_at = User.objects.get(pk=actor.user_id), at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        _record(actor, "accounts.confirm_rights", row)
    return row


def end_adjustment(*, actor: Actor, row: RightAdjustment, reason: str, at: dt.datetime) -> RightAdjustment:
    """The way back, at once and by either of the two: the role has again what code gives it. A proposal is refused the same way."""
    require(actor, "accounts.end_adjustment")
    if len(sentence(reason)) < 4:
        raise Refused("请写明终止的原因，不少于 4 个字。", "reason")
    with transaction.atomic():
        row = _locked(actor, row)
        row.ended_by, row.ended_at, row.ended_reason = actor.name, at, sentence(reason)
        row.save(update_fields=["ended_by", "ended_at", "ended_reason"])
        _record(actor, "accounts.end_adjustment", row, reason=row.ended_reason)
    return row


def _locked(actor: Actor, row: RightAdjustment) -> RightAdjustment:
    """Only the tenant that wrote it changes it; the tenants below read it."""
    fresh = RightAdjustment.objects.select_for_update(of=("self",)).filter(pk=row.pk, region_id=actor.region_id).first()
    if fresh is None:
        raise Refused("这条调整由作出它的租户办理。", "not_yours")
    if fresh.ended_at is not None:
        raise Refused("这条调整已经终止。", "ended")
    return fresh


def _record(actor: Actor, verb: str, row: RightAdjustment, **detail: str) -> None:
    record(actor, verb, row, detail={"change": in_words(row), "from": row.valid_from.isoformat(), "to": str(row.valid_to or ""), **detail})
