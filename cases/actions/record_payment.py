"""Money reached a worker."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from cases.actions.locked import locked_line
from cases.actions.post_case import post_case
from cases.enums import PaymentSource
from cases.models import CasePayment, CaseWorkerLine
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.lib.money import fen
from portal.tenancy.scope import Actor
from projects.actions.storing import insert


@transaction.atomic
def record_payment(
    line: CaseWorkerLine,
    *,
    actor: Actor,
    amount: Decimal,
    paid_on: dt.date,
    source: PaymentSource,
    receipt: StoredFile | None,
    on: dt.date,
    at: dt.datetime,
    note: str = "",
) -> CasePayment:
    """One payment to the worker himself with its receipt; several make up what he is owed, more than that is refused.

    The same form sent twice is one payment: the same paper proves the same amount of the same day once. He is paid in
    full on the day of the last money, in whatever order the receipts are recorded.
    """
    require(actor, "cases.work")
    line = locked_line(line)
    amount = fen(amount)
    _check(line, amount, paid_on, receipt, on)
    standing = CasePayment.objects.visible_to(actor).filter(line=line)
    if standing.filter(amount=amount, paid_on=paid_on, receipt__sha256=receipt.sha256).exists():
        raise Refused(f"这张凭证的 {amount:,} 元（{paid_on}）已经登记过，没有重复登记。", "present")
    payment = CasePayment(
        region=line.region, line=line, amount=amount, paid_on=paid_on, source=source, receipt=receipt, note=note, recorded_by=actor.name, recorded_at=at
    )
    insert(payment)
    line.paid += amount
    line.settle_state(standing.aggregate(last=Max("paid_on"))["last"])
    line.save()
    detail = {"case": line.case.number, "amount": str(amount), "source": str(source), "paid_on": paid_on.isoformat(), "file": str(receipt.uid)}
    record(actor, "cases.record_payment", line, detail=detail)
    post_case(actor=actor, case=line.case, on=on)
    return payment


def _check(line: CaseWorkerLine, amount: Decimal, paid_on: dt.date, receipt: StoredFile | None, on: dt.date) -> None:
    if receipt is None:
        raise Refused("没有凭证不能登记付款，请上传银行回单或本人签收的照片。", "no_receipt")
    if line.verified is None:
        raise Refused(f"先核实{line.name}的金额，再登记付款。", "not_verified")
    if paid_on > on:
        raise Refused("到账日期不能晚于今天。", "future")
    if amount <= 0 or amount > line.owed:
        raise Refused(f"还欠{line.name} {line.owed:,} 元，付款金额要大于零且不超过它。", "too_much")
