"""Money that did not go through the special account: 生活费, 借支, cash; it counts as received when a paper proves it."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.actions.close_month import closing_of
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import PaymentChannel, PaymentState
from wagepay.models import Engagement, PaymentLine
from wagepay.queries.locks import lock_project

SOURCE = "专户外发放登记"
PROOF = "wagepay.proof"
EARLIEST = dt.date(2015, 1, 1)


def record_outside(
    *, actor: Actor, person: Engagement, month: dt.date, channel: str, amount: Decimal, paid_on: dt.date, note: str, proof: BinaryIO | None, on: dt.date, at: dt.datetime
) -> PaymentLine:  # fmt: skip
    """A dated row of one person; without proof it stands there and reduces nothing."""
    require(actor, "wagepay.outside")
    if channel not in (PaymentChannel.ADVANCE, PaymentChannel.OUTSIDE):
        raise Refused("经专户发放的，从代发批次和回单登记。", "channel")
    if not EARLIEST <= paid_on <= on:
        raise Refused("发放日期不能晚于今天。", "paid_on")
    if amount <= 0:
        raise Refused("金额要大于 0。", "amount")
    with transaction.atomic():
        person = _mine(actor, person)
        _check_open(actor, person, month)
        line = PaymentLine(
            month=month, project=person.project, person=person.id_index, line_key=uuid.uuid4().bytes, region_id=person.region_id, employer=person.employer,
            amount=amount, paid_on=paid_on, state=PaymentState.UNPROVEN, channel=channel, payee=person.name, note=note.strip(), recorded_by=actor.name,
        )  # fmt: skip
        line.full_clean(exclude=["project", "region", "employer", "card_index"], validate_unique=False)
        line.save(force_insert=True)
        record(
            actor, "wagepay.record_outside", line, detail={"channel": channel, "amount": f"{amount:.2f}", "paid_on": f"{paid_on}", "month": f"{month:%Y-%m}"}
        )
        if proof is not None:
            _prove(actor, line, proof, at)
        refresh_months(project=person.project, months=[month], on=on, source=SOURCE)
    return line


def attach_proof(*, actor: Actor, line: PaymentLine, proof: BinaryIO, on: dt.date, at: dt.datetime) -> PaymentLine:
    """The receipt with the worker's signature, the transfer record; from now on the money counts."""
    require(actor, "wagepay.outside")
    with transaction.atomic():
        lock_project(line.project_id)
        line = PaymentLine.objects.writable_by(actor).select_related("project").get(pk=line.pk)
        if line.state != PaymentState.UNPROVEN:
            raise Refused("这一笔已经有凭证。", "wrong_state")
        if closing_of(actor, line.project, line.month):
            raise Refused(f"{line.month:%Y-%m} 已结账，先重新开账。", "month_settled")
        _prove(actor, line, proof, at)
        refresh_months(project=line.project, months=[line.month], on=on, source=SOURCE)
    return line


def _prove(actor: Actor, line: PaymentLine, proof: BinaryIO, at: dt.datetime) -> None:
    stored = receive_file(actor=actor, upload=proof, name=proof.name, kind=PROOF, region_id=line.region_id, at=at, enterprise_id=actor.enterprise_id)
    line.proof_uid, line.state = stored.uid, PaymentState.SUCCESS
    line.save(update_fields=["proof_uid", "state"])
    record(actor, "wagepay.attach_proof", line, detail={"sha256": stored.sha256, "amount": f"{line.amount:.2f}"})


def _mine(actor: Actor, person: Engagement) -> Engagement:
    lock_project(person.project_id)
    found = Engagement.objects.writable_by(actor).select_related("project__region", "employer").filter(pk=person.pk).first()
    if found is None:
        raise Refused("这个人不归您填报。", "not_yours")
    return found


def _check_open(actor: Actor, person: Engagement, month: dt.date) -> None:
    if closing_of(actor, person.project, month):
        raise Refused(f"{month:%Y-%m} 已结账，先在该月页面写明原因重新开账。", "month_settled")
