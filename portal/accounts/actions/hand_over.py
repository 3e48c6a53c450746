"""工作移交: everything one person answers for goes to his successor in one act; the successor signs for it."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from portal.accounts.actions.change_membership import check_reason, end_membership
from portal.accounts.handover import Portfolio, Thing, keeper_of, portfolios, things_of
from portal.accounts.models import Membership, PortfolioTransfer, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.lib.text import sentence
from portal.tenancy.scope import Actor, acting


def portfolio_of(actor: Actor, giver: Membership) -> list[tuple[Portfolio, list[Thing]]]:
    """What would be handed over, for the page that asks."""
    require(actor, "accounts.hand_over")
    if giver.region is None:
        return []
    keeper = keeper_of(actor, giver.region)
    with acting(keeper):
        return things_of(keeper, giver.user_id)


def successors_of(giver: Membership, on: dt.date):
    """Those in office in the same role and region; a deputy is nobody's successor."""
    same = Membership.objects.valid_on(on).filter(role=giver.role, region=giver.region, deputy_of__isnull=True, user__is_active=True)
    return same.exclude(user=giver.user_id).select_related("user", "organisation").order_by("user__name")


def hand_over(*, actor: Actor, giver: Membership, receiver: Membership, reason: str, at: dt.datetime, last_day: dt.date | None = None) -> PortfolioTransfer:
    """All or nothing: the list is frozen as it was, each thing moved and recorded by its room; ``last_day`` also ends the giver's post."""
    require(actor, "accounts.hand_over")
    check_reason(reason)
    on = at.date()
    _check_people(actor, giver, receiver, on)
    keeper = keeper_of(actor, giver.region)
    with transaction.atomic(), acting(keeper):
        User.objects.select_for_update().get(pk=giver.user_id)  # two acts at once hand over nothing twice
        found = things_of(keeper, giver.user_id)
        if not found:
            raise Refused(f"{giver.user.name}名下没有要移交的工作。", "empty")
        for portfolio in portfolios():
            portfolio.move(keeper, giver.user, receiver.user, at)
        made = PortfolioTransfer(
            region=giver.region, giver=giver, receiver=receiver, reason=sentence(reason), lines=_lines(found), made_by=actor.name, made_at=at
        )
        made.save(force_insert=True)
        entry = record(actor, "accounts.hand_over", made, detail={"reason": made.reason, "counts": {p.label: len(things) for p, things in found}})
        payload = {"giver": giver.user.name, "receiver": receiver.pk, "count": len(made.lines), "url": reverse("transfer", args=[made.uid])}
        outbox.post("accounts.handed_over", str(entry.uid), payload, made.region_id)
        if last_day is not None:
            end_membership(actor=actor, membership=giver, last_day=last_day, reason=f"工作移交：{made.reason}", on=on)
    return made


def sign_for(*, actor: Actor, transfer: PortfolioTransfer, password: str, note: str, at: dt.datetime) -> PortfolioTransfer:
    """The successor himself, with his password: from the signed list on nobody says he did not know."""
    require(actor, "accounts.receive_portfolio")
    user = User.objects.get(pk=actor.user_id)
    with transaction.atomic():
        fresh = PortfolioTransfer.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=transfer.pk).first()
        if fresh is None or fresh.receiver.user_id != actor.user_id:
            raise Refused("由接收人本人签收。", "not_yours")
        if fresh.signed_at is not None:
            raise Refused("已经签收过。", "signed")
        if not user.check_password(password):
            raise Refused("密码不对，没有签收。", "password")
        fresh.signed_at, fresh.signed_note = at, sentence(note)[:200]
        fresh.save(update_fields=["signed_at", "signed_note"])
        record(actor, "accounts.receive_portfolio", fresh, detail={"note": fresh.signed_note, "count": len(fresh.lines)})
    return fresh


def _check_people(actor: Actor, giver: Membership, receiver: Membership, on: dt.date) -> None:
    if giver.region is None or not Membership.objects.visible_to(actor).filter(pk=giver.pk).exists():
        raise Refused("只能移交本辖区政府部门人员的工作。", "not_yours")
    if not successors_of(giver, on).filter(pk=receiver.pk).exists():
        raise Refused("接收人要是同一辖区、同一角色、在任的另一个人。", "receiver")


def _lines(found: list[tuple[Portfolio, list[Thing]]]) -> list[dict[str, str]]:
    return [
        {"portfolio": portfolio.label, "name": thing.name, "note": thing.note, "due_on": thing.due_on.isoformat() if thing.due_on else ""}
        for portfolio, things in found
        for thing in things
    ]
