"""Make a batch for the bank: of a sheet, or of what failed in an earlier batch."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import crypto
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.models import SpecialWageAccount
from projects.models.base import stands_for_own_people_only
from wagepay.actions.batch_files import keep_bank_file
from wagepay.actions.close_month import closing_of
from wagepay.actions.draw_number import draw_number
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import BatchKind, SheetState
from wagepay.failures import FAILURES
from wagepay.models import BankLayout, Engagement, PaymentBatch, PaymentLine, PaymentOrder, PayrollLine, PayrollSheet
from wagepay.queries.bulk import staged, upsert
from wagepay.queries.locks import lock_project
from wagepay.queries.orders import Due, due_of, move_orders

PREFIX = "PL"
TABLE = PaymentOrder._meta.db_table
COLUMNS = {
    "month": "date", "project_id": "bigint", "person": "bytea", "batch_id": "bigint", "sheet_id": "bigint", "region_id": "bigint", "employer_id": "bigint",
    "uid": "uuid", "row": "integer", "code": "text", "name": "text", "team": "text", "amount": "numeric", "card": "bytea", "card_index": "bytea",
    "bank_name": "text", "state": "text", "reason_code": "text", "reason": "text",
}  # fmt: skip
PAYABLE = (SheetState.APPROVED, SheetState.SENT_TO_BANK, SheetState.PAID)
# (person, name, team, amount, card number, bank)
Payee = tuple[bytes, str, str, Decimal, str, str]


def make_batch(*, actor: Actor, sheet: PayrollSheet, account: SpecialWageAccount, at: dt.datetime, layout: BankLayout | None = None) -> PaymentBatch:
    """Everybody of an audited sheet who is still owed money, has a card, and has no line that failed (that one is sent again by itself)."""
    with transaction.atomic():
        sheet = _locked(actor, sheet)
        found = due_of(sheet)
        lines = PayrollLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, sheet=sheet).order_by("row")
        payees = [
            (bytes(line.person), line.name, line.team, found[bytes(line.person)].amount, line.card.plain(), line.bank_name)
            for line in lines
            if line.card and _may_be_sent(found[bytes(line.person)])
        ]
        if not payees:
            raise Refused("这张工资表没有可以代发的人：都已发放、在途，没有卡号，或者要从失败的批次重发。", "nothing_due")
        kind = BatchKind.BACK_PAY if _was_paid_before(actor, sheet) else BatchKind.FIRST
        batch = _write(actor, sheet, account, at, layout, payees, kind)
        if sheet.state == SheetState.APPROVED:
            move(sheet, "send_to_bank", actor=actor, at=at, detail={"batch": batch.number})
            refresh_months(project=sheet.project, months=[sheet.month], on=at.date(), source="代发批次")
    return batch


def reissue_batch(*, actor: Actor, batch: PaymentBatch, at: dt.datetime, layout: BankLayout | None = None) -> PaymentBatch:
    """The failed and returned lines of a batch once more, each on the person's card of today; the old lines say that they were sent again.

    A line that failed because of its number waits until the card is corrected.
    """
    with transaction.atomic():
        sheet = _locked(actor, batch.sheet)
        batch = PaymentBatch.objects.writable_by(actor).select_related("account", "sheet").get(pk=batch.pk)
        undone = list(PaymentOrder.objects.visible_to(actor).filter(month=batch.month, project=batch.project, batch=batch).undone().order_by("row"))
        cards = cards_of(actor, batch, [bytes(order.person) for order in undone])
        found = _owed(sheet)
        payees: list[Payee] = []
        for order in undone:
            person = bytes(order.person)
            amount = min(order.amount, found[person].amount) if person in found else Decimal(0)
            if amount > 0 and not waits_for_card(order, cards.get(person)):
                known = cards.get(person)
                card, bank = (known.card.plain(), known.bank_name) if known and known.card else (order.card.plain(), order.bank_name)
                payees.append((person, order.name, order.team, amount, card, bank))
        if not payees:
            raise Refused("没有可以重发的：卡号还没有更正，或者钱已经另外发到。请先更正卡号。", "nothing_due")
        move_orders(batch.pk, batch.month, "reissue", [person for person, *_ in payees])
        return _write(actor, sheet, batch.account, at, layout or batch.layout, payees, BatchKind.REISSUE, batch)


def waits_for_card(order: PaymentOrder, known: Engagement | None) -> bool:
    """The number itself was the reason and is still the same."""
    failure = FAILURES.get(order.reason_code)
    return bool(failure and failure.card) and (known is None or known.card_index is None or bytes(known.card_index) == bytes(order.card_index))


def cards_of(actor: Actor, batch: PaymentBatch, persons: list[bytes]) -> dict[bytes, Engagement]:
    """The people's engagements at the batch's employer, with the card of today."""
    rows = Engagement.objects.visible_to(actor).filter(project=batch.project, employer=batch.employer, id_index__in=persons)
    return {bytes(row.id_index): row for row in rows}


def _locked(actor: Actor, sheet: PayrollSheet) -> PayrollSheet:
    require(actor, "wagepay.batch")
    lock_project(sheet.project_id)
    sheet = PayrollSheet.objects.writable_by(actor).select_related("project", "project__region", "employer").get(pk=sheet.pk)
    if stands_for_own_people_only(actor, sheet.project_id):
        raise Refused("专户由施工总承包单位代发，批次由总包生成。", "not_yours")
    if closing := closing_of(actor, sheet.project, sheet.month):
        raise Refused(f"{sheet.month:%Y-%m} 已结账（回执 {closing.receipt_number}），先在该月页面写明原因重新开账，再代发。", "month_settled")
    if sheet.state not in PAYABLE:
        raise Refused(f"工资表{sheet.get_state_display()}，总包审核通过后才能生成代发批次。", "wrong_state")
    return sheet


def _owed(sheet: PayrollSheet) -> Mapping[bytes, Due]:
    """What the month's counting sheet still owes: a correction since then is the measure, not the sheet of the failed batch."""
    current = PayrollSheet.objects.of(sheet.project).current().filter(employer=sheet.employer, month=sheet.month).first()
    return due_of(current or sheet)


def _may_be_sent(due: Due) -> bool:
    return due.amount > 0 and not due.is_undone and not due.is_ordered


def _was_paid_before(actor: Actor, sheet: PayrollSheet) -> bool:
    of_month = {"month": sheet.month, "project": sheet.project, "employer": sheet.employer}
    earlier = PaymentBatch.objects.visible_to(actor).in_force().filter(**of_month)
    return earlier.exists() or PaymentLine.objects.visible_to(actor).filter(**of_month, state="success", channel="account").exists()


def _write(
    actor: Actor, sheet: PayrollSheet, account: SpecialWageAccount, at: dt.datetime, layout: BankLayout | None, payees: list[Payee], kind: str,
    reissues: PaymentBatch | None = None,
) -> PaymentBatch:  # fmt: skip
    batch = PaymentBatch(
        region_id=sheet.region_id, project=sheet.project, employer=sheet.employer, account=account, sheet=sheet, month=sheet.month, kind=kind, reissues=reissues,
        lines=len(payees), amount=sum((payee[3] for payee in payees), Decimal(0)), layout=layout, made_by=actor.name, made_at=at,
        number=draw_number(prefix=PREFIX, region=sheet.project.region, month=sheet.month),
    )  # fmt: skip
    batch.save(force_insert=True)
    _write_orders(batch, payees)
    content_hash = hashlib.sha256(keep_bank_file(actor, batch)).hexdigest()
    record(actor, "wagepay.make_batch", batch, detail={"number": batch.number, "lines": batch.lines, "amount": f"{batch.amount:.2f}", "sha256": content_hash})
    return batch


def _write_orders(batch: PaymentBatch, payees: list[Payee]) -> None:
    uids = [uuid.uuid4() for _ in payees]
    cards = crypto.encrypt_many("bank_card", TABLE, "card", [(uid, payee[4]) for uid, payee in zip(uids, payees, strict=True)])
    indexes = crypto.blind_many("bank_card", [payee[4] for payee in payees])
    rows = [
        (
            batch.month, batch.project_id, person, batch.pk, batch.sheet_id, batch.region_id, batch.employer_id, uids[at], at + 1,
            f"{batch.number}-{at + 1:04d}", name, team, amount, cards[at], indexes[at], bank, "waiting", "", "",
        )
        for at, (person, name, team, amount, _, bank) in enumerate(payees)
    ]  # fmt: skip
    upsert(TABLE, staged("wagepay_in_orders", COLUMNS, rows), tuple(COLUMNS), ("month", "project_id", "person", "batch_id"))
