"""更换: a new guarantee or cash takes the place of the old one, which ends on the day the new one holds (65号文 第十七、二十条)."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.lib.errors import Refused
from portal.lib.money import text
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.store_deposit import store_deposit
from projects.deposits.actions.top_up_deposit import fill
from projects.deposits.enums import DepositState, DrawdownState
from projects.enums import DepositForm
from projects.models import DepositDrawdown, DepositRefund, WageSecurityDeposit


@transaction.atomic
def replace_deposit(*, actor: Actor, deposit: WageSecurityDeposit, on: dt.date, at: dt.datetime, deposited_on: dt.date, **given: Any) -> WageSecurityDeposit:
    """After a use the new one covers the same sum; while money is being paid out of the old one it cannot go."""
    require(actor, "projects.store_deposit")
    _check(deposit, given)
    if deposited_on < deposit.deposited_on:
        raise Refused("新的存储日期不能早于原来的。", "bad_date")
    made = store_deposit(actor=actor, project=deposit.project, deposited_on=deposited_on, on=on, **given)
    for drawdown in DepositDrawdown.objects.of(deposit.project).filter(deposit=deposit, state=DrawdownState.PAID):
        fill(actor, drawdown, deposited_on, at)
    old = WageSecurityDeposit.objects.of(deposit.project).get(pk=deposit.pk)
    move(
        old, "replace", actor=actor, at=at, detail={"on": deposited_on.isoformat(), "to": made.document_number},
        replaced_by=made, released_on=deposited_on, released_reason="更换",
    )  # fmt: skip
    return made


def _check(deposit: WageSecurityDeposit, given: dict[str, Any]) -> None:
    rows = {"deposit": deposit}
    if DepositDrawdown.objects.of(deposit.project).filter(**rows).under_way().exists():
        raise Refused("正在动用这笔保证金，付完以后才能更换。", "in_use")
    if DepositRefund.objects.of(deposit.project).filter(**rows).open().exists():
        raise Refused("这笔保证金正在办理返还，不能更换。", "refund")
    if given.get("form") == DepositForm.EXEMPT:
        raise Refused("不能用免存更换已存的保证金；符合免存条件的，先办理返还。", "exempt")
    if deposit.state == DepositState.DRAWN and given["amount"] < deposit.amount:
        raise Refused(f"动用以后要提供同范围、同金额的新保函，不少于 {text(deposit.amount)} 元。", "short")
