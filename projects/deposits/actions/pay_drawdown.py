"""What the institution paid, worker by worker; when all have it the contractor's ten working days begin (D09)."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Sum

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.deadlines import due
from portal.lib.errors import Refused
from portal.lib.money import text
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.deposits.enums import UNPAID
from projects.deposits.keeping import keeping
from projects.models import DepositDrawdown, DrawdownPayee, WageSecurityDeposit


def pay_drawdown(
    *, actor: Actor, drawdown: DepositDrawdown, paid_on: dt.date, on: dt.date, at: dt.datetime, failed: Mapping[int, str] | None = None
) -> DepositDrawdown:
    """Every worker not yet paid has it on that day but those in ``failed`` (id -> reason), who stay open for another try."""
    require(actor, "projects.pay_drawdown")
    failed = failed or {}
    if paid_on > on:
        raise Refused("支付日期不能晚于今天。", "future")
    with transaction.atomic(), keeping(actor, drawdown.project, on) as keeper:
        locked = DepositDrawdown.objects.visible_to(keeper).select_for_update(of=("self",)).get(pk=drawdown.pk)
        if locked.state not in UNPAID:
            raise Refused(f"现在是“{locked.get_state_display()}”，不能登记支付。", "wrong_state")
        if paid_on < locked.notified_on:
            raise Refused("支付日期不能早于通知书送达日期。", "before_notice")
        open_ = DrawdownPayee.objects.of(locked.project).filter(drawdown=locked, paid_on__isnull=True)
        arrived = open_.exclude(pk__in=failed)
        paid = arrived.aggregate(sum=Sum("amount"))["sum"] or 0
        for pk, reason in failed.items():
            open_.filter(pk=pk).update(failed_reason=reason[:120])
        arrived.update(paid_on=paid_on, failed_reason="")
        WageSecurityDeposit.objects.of(locked.project).filter(pk=locked.deposit_id).update(drawn_amount=F("drawn_amount") + paid)
        if failed:
            DepositDrawdown.objects.of(locked.project).filter(pk=locked.pk).update(paid_amount=F("paid_amount") + paid)
            record(keeper, "projects.pay_drawdown", locked.project, detail={"amount": text(paid), "unmatched": len(failed), "on": paid_on.isoformat()})
            return DepositDrawdown.objects.visible_to(keeper).get(pk=locked.pk)
        return _complete(keeper, locked, paid, paid_on, at)


def _complete(actor: Actor, drawdown: DepositDrawdown, paid, paid_on: dt.date, at: dt.datetime) -> DepositDrawdown:
    top_up_by = due("D09", paid_on, work_calendar()).due_on
    deposit = WageSecurityDeposit.objects.of(drawdown.project).get(pk=drawdown.deposit_id)
    move(deposit, "draw", actor=actor, at=at, detail={"amount": text(paid)})
    return move(
        drawdown, "pay", actor=actor, at=at, detail={"amount": text(drawdown.paid_amount + paid), "paid_on": paid_on.isoformat(), "due_on": top_up_by.isoformat()},
        paid_on=paid_on, paid_amount=drawdown.paid_amount + paid, top_up_by=top_up_by,
    )  # fmt: skip
