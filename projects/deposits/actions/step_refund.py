"""The steps of a return after its notice: application, review within five working days, paper within three (D12, D46)."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.db import transaction

from portal.lib.deadlines import due
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.deposits.keeping import keeping
from projects.facts import ARREARS
from projects.models import DepositRefund, Fact, Hold, WageSecurityDeposit


def apply_refund(*, actor: Actor, refund: DepositRefund, on: dt.date, at: dt.datetime) -> DepositRefund:
    """When the thirty days are over; the reviewer's five working days begin."""
    if on <= refund.announced_until:
        raise Refused(f"公示到 {refund.announced_until} 期满，期满以后才能申请返还。", "notice_running")
    with _kept(actor, refund, on) as keeper:
        review_by = due("D12a", on, work_calendar()).due_on
        return move(
            refund, "apply", actor=keeper, at=at, detail={"due_on": review_by.isoformat()}, applied_on=on, review_by=review_by, paper_by=None, reviewed_on=None
        )


def approve_refund(*, actor: Actor, refund: DepositRefund, on: dt.date, at: dt.datetime) -> DepositRefund:
    """Not while wages are owed, a case is open or anything else holds the project."""
    with _kept(actor, refund, on) as keeper:
        why = unsettled(keeper, refund, at)
        if why:
            raise Refused(f"还不能返还：{'；'.join(why)}。请登记不予返还并书面告知。", "unsettled")
        paper_by = due("D12b", on, work_calendar()).due_on
        return move(refund, "approve", actor=keeper, at=at, detail={"due_on": paper_by.isoformat()}, reviewed_on=on, paper_by=paper_by)


def refuse_refund(*, actor: Actor, refund: DepositRefund, on: dt.date, at: dt.datetime, reason: str) -> DepositRefund:
    """The contractor is told in writing within three working days and may apply again when he has paid."""
    with _kept(actor, refund, on) as keeper:
        paper_by = due("D46", on, work_calendar()).due_on
        return move(
            refund,
            "refuse",
            actor=keeper,
            at=at,
            note=reason,
            detail={"due_on": paper_by.isoformat()},
            reviewed_on=on,
            paper_by=paper_by,
            refused_reason=reason,
        )


def return_deposit(*, actor: Actor, refund: DepositRefund, on: dt.date, at: dt.datetime, paper_number: str) -> DepositRefund:
    """The paper goes out: cash is released, the original of the guarantee given back, the deposit ends."""
    with _kept(actor, refund, on) as keeper:
        why = unsettled(keeper, refund, at)
        if why:
            raise Refused(f"审核以后又出现未了结的事项：{'；'.join(why)}。", "unsettled")
        deposit = WageSecurityDeposit.objects.of(refund.project).get(pk=refund.deposit_id)
        move(deposit, "release", actor=keeper, at=at, detail={"number": paper_number}, released_on=on, released_reason="完工返还")
        return move(refund, "return", actor=keeper, at=at, detail={"number": paper_number}, returned_on=on, paper_number=paper_number)


def withdraw_refund(*, actor: Actor, refund: DepositRefund, on: dt.date, at: dt.datetime, reason: str) -> DepositRefund:
    with _kept(actor, refund, on) as keeper:
        return move(refund, "withdraw", actor=keeper, at=at, note=reason)


def unsettled(actor: Actor, refund: DepositRefund, at: dt.datetime) -> list[str]:
    """What stands against the return, in words."""
    found = [hold.reason for hold in Hold.objects.visible_to(actor).filter(project=refund.project_id).in_force(at)]
    fact = Fact.objects.visible_to(actor).filter(project=refund.project_id, item=ARREARS).first()
    owed = Decimal(fact.value["amount"]) if fact else Decimal(0)
    return [*found, *([f"查实欠薪 {owed:,.2f} 元未清偿"] if owed else [])]


@contextmanager
def _kept(actor: Actor, refund: DepositRefund, on: dt.date) -> Iterator[Actor]:
    with transaction.atomic(), keeping(actor, refund.project, on) as keeper:
        yield keeper
