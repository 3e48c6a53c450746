"""Take a batch back that the bank has not paid."""

import datetime as dt

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from wagepay.enums import OrderState
from wagepay.models import AccountEntry, PaymentBatch, PaymentOrder
from wagepay.queries.locks import lock_project
from wagepay.queries.orders import move_orders


def withdraw_batch(*, actor: Actor, batch: PaymentBatch, reason: str, at: dt.datetime) -> PaymentBatch:
    """Only while no line has an answer and no debit was booked; a file that left the portal needs the bank's word, told in the reason.

    The lines that a withdrawn batch would have sent again stay as they are told there: their people are owed by the sheet again.
    """
    if len(reason.strip()) < 5:
        raise Refused("请写明撤回的原因（至少 5 个字）；已送银行的，写明银行谁确认没有付款。", "reason")
    with transaction.atomic():
        lock_project(batch.project_id)
        orders = PaymentOrder.objects.visible_to(actor).filter(month=batch.month, project=batch.project, batch=batch)
        if orders.exclude(state=OrderState.WAITING).exists():
            raise Refused("银行已经有回单，不能撤回。没有成功的，请用“重发”。", "answered")
        if AccountEntry.objects.visible_to(actor).filter(project=batch.project, batch_id=batch.pk).exists():
            raise Refused("专户已经记了这一批的支出，不能撤回。", "debited")
        move_orders(batch.pk, batch.month, "withdraw")
        return move(batch, "withdraw", actor=actor, at=at, note=reason.strip(), withdrawn_reason=reason.strip()[:300])
