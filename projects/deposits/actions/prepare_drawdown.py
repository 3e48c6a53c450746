"""动用的依据: a served decision whose term has passed, and the workers it names."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction
from django.db.models import F, Sum

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.lib.money import text, total
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.deposits.decisions import Decision, why_no_paper
from projects.deposits.enums import DecisionKind, DepositState
from projects.deposits.keeping import keeping
from projects.enums import DepositForm
from projects.models import DepositDrawdown, DrawdownPayee, WageSecurityDeposit

DECISION_FILE = "deposit_decision"


@dataclass(frozen=True)
class Payee:
    """One worker with what he gets; the numbers in full, because the bank pays to them."""

    name: str
    id_number: str
    card_number: str
    amount: Decimal


def prepare_drawdown(
    *,
    actor: Actor,
    deposit: WageSecurityDeposit,
    decision: Decision,
    payees: Sequence[Payee],
    on: dt.date,
    at: dt.datetime,
    upload: BinaryIO | None = None,
    upload_name: str = "",
) -> DepositDrawdown:
    """Everything the gate asks is asked here; the notice may be written afterwards."""
    require(actor, "projects.keep_deposit")
    amount = total(payee.amount for payee in payees)
    if not payees:
        raise Refused("请上传被欠薪农民工名单，保证金只能支付给指定的本人。", "no_payees")
    project = deposit.project
    with transaction.atomic(), keeping(actor, project, on) as keeper:
        # Locked, so that of two uses prepared at once the second sees what the first has bespoken.
        locked = WageSecurityDeposit.objects.of(project).select_for_update(of=("self",)).get(pk=deposit.pk)
        why = why_no_paper(decision, project, keeper) or gate(locked, decision, amount, on, bespoken=_bespoken(locked))
        if why:
            raise Refused(why, "gate")
        where = {"kind": DECISION_FILE, "region_id": project.region_id, "project_id": None, "at": at}
        made = DepositDrawdown(
            project=project,
            region_id=project.region_id,
            deposit=deposit,
            decision_number=decision.number,
            decision_organ=decision.organ,
            instrument=decision.instrument,
            incoming=decision.incoming,
            served_on=decision.served_on,
            comply_by=decision.comply_by,
            decision_file=receive_file(actor=keeper, upload=upload, name=upload_name, **where) if upload else None,
            amount=amount,
            people=len(payees),
            prepared_by=actor.name,
            prepared_at=at,
        )
        insert(made)
        DrawdownPayee.objects.bulk_create(
            DrawdownPayee(project=project, region_id=project.region_id, drawdown=made, **{name: getattr(payee, name) for name in Payee.__dataclass_fields__})
            for payee in payees
        )
        record(keeper, "projects.prepare_drawdown", project, detail={"amount": text(amount), "people": len(payees), "number": decision.number})
    return made


def _bespoken(deposit: WageSecurityDeposit) -> Decimal:
    """What uses under way will still take out."""
    rows = DepositDrawdown.objects.of(deposit.project_id).filter(deposit=deposit).under_way()
    return rows.aggregate(sum=Sum(F("amount") - F("paid_amount")))["sum"] or Decimal(0)


def gate(deposit: WageSecurityDeposit, decision: Decision, amount: Decimal, on: dt.date, bespoken: Decimal = Decimal(0)) -> str:
    """Why the deposit cannot be used on this paper; empty when it can."""
    if deposit.form == DepositForm.EXEMPT:
        return "本项目免存，没有可以动用的保证金。"
    if deposit.state not in (DepositState.HELD, DepositState.DRAWN):
        return f"这笔保证金{deposit.get_state_display()}，不能动用。"
    if decision.kind != DecisionKind.DECISION:
        return f"{DecisionKind(decision.kind).label}不能动用保证金；要有责令限期清偿或先行清偿的行政处理决定书，送达后期满不履行（65号文第十九条）。"
    if decision.served_on > on:
        return "决定书还没有送达，不能动用保证金。"
    if decision.comply_by < decision.served_on:
        return "清偿期限不能早于送达日期，请核对决定书。"
    if decision.comply_by >= on:
        return f"决定书的清偿期限到 {decision.comply_by}，期满仍不履行的才能动用保证金。"
    if deposit.expires_on is not None and deposit.expires_on < on:
        return f"保函 {deposit.expires_on} 已过期，不能再索赔；请责令重新存储，并依法申请强制执行。"
    if amount > deposit.left - bespoken:
        return f"名单合计 {text(amount)} 元，保证金只有 {text(deposit.left - bespoken)} 元可用；超出部分走其他清偿途径。"
    return ""
