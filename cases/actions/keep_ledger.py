"""The owed-and-paid ledger of a case: add, verify, pay, reduce."""

import datetime as dt
from decimal import Decimal

from django.db import models

from cases.actions.post_arrears import post_arrears
from cases.enums import CaseState, LineKind, LineState, PaymentSource
from cases.models import Case, CasePayment, CaseWorkerLine
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.lib.money import fen
from portal.tenancy.scope import Actor


def add_worker_line(
    *,
    actor: Actor,
    case: Case,
    name: str,
    claimed: Decimal,
    on: dt.date,
    id_number: str | None = None,
    kind: LineKind = LineKind.WAGE,
    owed_from: dt.date | None = None,
    owed_to: dt.date | None = None,
) -> CaseWorkerLine:
    """Put a further worker on the ledger; he need not be on any roster."""
    require(actor, "cases.work")
    line = CaseWorkerLine(
        region=case.region, case=case, name=name, id_number=id_number, kind=kind, claimed=fen(claimed), owed_from=owed_from, owed_to=owed_to
    )
    line.full_clean(exclude=["region", "case"])
    line.save()
    record(actor, "cases.add_line", line, detail={"case": case.number, "claimed": str(line.claimed)})
    _reopen_debt(case)
    post_arrears(actor=actor, case=case, on=on)
    return line


def verify_line(line: CaseWorkerLine, *, actor: Actor, verified: Decimal, note: str, on: dt.date) -> CaseWorkerLine:
    """Set what was found to be owed, with the finding; less than was paid already is refused."""
    require(actor, "cases.work")
    line = _locked(line)
    verified = fen(verified)
    if verified < line.paid:
        raise Refused(f"核实金额不能少于已付的 {line.paid:,} 元。", "below_paid")
    if not note.strip():
        raise Refused("请写明核实依据（工资表、考勤、对账记录、询问笔录等）。", "no_reason")
    line.verified, line.verified_on, line.verified_note = verified, on, note.strip()
    _set_state(line, on)
    record(actor, "cases.verify_line", line, detail={"verified": str(verified), "note": note.strip()})
    post_arrears(actor=actor, case=line.case, on=on)
    return line


def record_payment(
    line: CaseWorkerLine, *, actor: Actor, amount: Decimal, paid_on: dt.date, source: PaymentSource, receipt: StoredFile | None, on: dt.date, note: str = ""
) -> CasePayment:
    """Money that reached the worker himself, with its receipt; more than is owed is refused."""
    require(actor, "cases.work")
    line = _locked(line)
    amount = fen(amount)
    if receipt is None:
        raise Refused("没有凭证不能登记付款，请上传银行回单或本人签收的照片。", "no_receipt")
    if line.verified is None:
        raise Refused("先核实金额，再登记付款。", "not_verified")
    if paid_on > on:
        raise Refused("到账日期不能晚于今天。", "future")
    if amount <= 0 or amount > line.owed:
        raise Refused(f"还欠 {line.owed:,} 元，付款金额要大于零且不超过它。", "too_much")
    payment = CasePayment.objects.create(
        region=line.region, line=line, amount=amount, paid_on=paid_on, source=source, receipt=receipt, note=note, recorded_by=actor.name
    )
    line.paid += amount
    _set_state(line, paid_on)
    record(actor, "cases.record_payment", line, detail={"amount": str(amount), "source": str(source), "paid_on": paid_on.isoformat()})
    post_arrears(actor=actor, case=line.case, on=on)
    return payment


def _locked(line: CaseWorkerLine) -> CaseWorkerLine:
    return CaseWorkerLine._base_manager.select_for_update(of=("self",)).select_related("case", "region").get(pk=line.pk)


def _set_state(line: CaseWorkerLine, on: dt.date) -> None:
    if line.verified == 0:
        line.state = LineState.REDUCED
    elif line.verified is not None and line.paid >= line.verified:
        line.state, line.paid_on = LineState.PAID, on
    elif line.paid > 0:
        line.state, line.paid_on = LineState.PART_PAID, None
    else:
        line.state, line.paid_on = LineState.DUE, None
    line.save()


def _reopen_debt(case: Case) -> None:
    # A new claim in a settled case is a new debt: the case is in arrears again.
    Case._base_manager.filter(pk=case.pk, settled_on__isnull=False).update(settled_on=None)
    if case.state == CaseState.CLOSED:
        raise Refused("案件已办结，新的人员请另立案件或先重新办理。", "closed")


def totals(lines: models.QuerySet) -> dict[str, Decimal]:
    """Claimed, verified and paid of some lines."""
    sums = lines.aggregate(claimed=models.Sum("claimed"), verified=models.Sum("verified"), paid=models.Sum("paid"))
    return {name: value or Decimal("0.00") for name, value in sums.items()}
