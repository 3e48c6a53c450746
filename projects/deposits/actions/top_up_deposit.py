"""补足: within ten working days of its use the cash is filled up, or a new guarantee of the same scope and sum is given (65号文 第二十条)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from portal.accounts.rights import require
from portal.lib.errors import Refused
from portal.lib.money import text
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.deposits.enums import DrawdownState
from projects.deposits.keeping import keeping
from projects.models import DepositDrawdown, WageSecurityDeposit


def top_up_deposit(*, actor: Actor, drawdown: DepositDrawdown, topped_up_on: dt.date, amount: Decimal, on: dt.date, at: dt.datetime) -> DepositDrawdown:
    """Cash put back into the same account, the whole of what was used."""
    require(actor, "projects.store_deposit")
    if topped_up_on > on or (drawdown.paid_on and topped_up_on < drawdown.paid_on):
        raise Refused("补足日期应在支付日期以后、不晚于今天。", "bad_date")
    if drawdown.deposit.is_guaranteed:
        raise Refused("保函动用后要提供同范围、同金额的新保函，请在保证金页面登记更换。", "guarantee")
    if amount < drawdown.paid_amount:
        raise Refused(f"动用了 {text(drawdown.paid_amount)} 元，要全额补足。", "short")
    with transaction.atomic(), keeping(actor, drawdown.project, on) as keeper:
        return fill(keeper, drawdown, topped_up_on, at)


def fill(actor: Actor, drawdown: DepositDrawdown, on: dt.date, at: dt.datetime) -> DepositDrawdown:
    """The use is made good; with the last one the deposit is whole again."""
    filled = move(drawdown, "fill", actor=actor, at=at, detail={"amount": text(drawdown.paid_amount), "on": on.isoformat()}, topped_up_on=on)
    WageSecurityDeposit.objects.of(drawdown.project).filter(pk=drawdown.deposit_id).update(drawn_amount=F("drawn_amount") - drawdown.paid_amount)
    deposit = WageSecurityDeposit.objects.of(drawdown.project).get(pk=drawdown.deposit_id)
    waiting = DepositDrawdown.objects.of(drawdown.project).filter(deposit=deposit, state=DrawdownState.PAID).exists()
    if not waiting and not deposit.drawn_amount:
        move(deposit, "top_up", actor=actor, at=at)
    return filled
