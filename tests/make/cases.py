"""Builders of leads and cases: all of them go through the acts themselves. Call them inside ``acting(actor)``."""

import datetime as dt
from decimal import Decimal
from itertools import count

from cases.actions.add_worker_line import add_worker_line
from cases.actions.decide_lead import accept_lead
from cases.actions.receive_lead import receive_lead
from cases.actions.record_payment import record_payment
from cases.actions.verify_line import verify_line
from cases.enums import Channel, PaymentSource
from cases.models import Case, CasePayment, CaseWorkerLine, Lead
from portal.lib import clock
from portal.tenancy.scope import Actor
from projects.models import Project
from tests.make import documents, wagepay

ON = dt.date(2026, 11, 20)
_serial = count(1)


def at(day: dt.date = ON, hour: int = 10) -> dt.datetime:
    """An instant of a day in Shanghai."""
    return clock.start_of(day) + dt.timedelta(hours=hour)


def make_lead(actor: Actor, project: Project | None = None, *, on: dt.date = ON, **fields) -> Lead:
    """A worker at the window who says that 9,360 元 were not paid."""
    number = next(_serial)
    fields.setdefault("channel", Channel.WINDOW)
    fields.setdefault("name", f"样工{number}")
    fields.setdefault("phone", f"138{number:08d}")
    fields.setdefault("amount", Decimal("9360.00"))
    fields.setdefault("region", project.region if project else None)
    if project is None:
        fields.setdefault("employer_text", "样例家政服务部")
    lead, _ = receive_lead(actor=actor, project=project, at=at(on), **fields)
    return lead


def make_case(actor: Actor, project: Project, *, on: dt.date = ON, **fields) -> Case:
    """A case opened by the acceptance of one lead; its sender stands on the ledger."""
    return accept_lead(make_lead(actor, project, on=on, **fields), actor=actor, at=at(on))


def make_line(actor: Actor, case: Case, *, on: dt.date = ON, **fields) -> CaseWorkerLine:
    """A further worker of a case with an identity number of nobody."""
    number = next(_serial)
    fields.setdefault("name", f"样工{number}")
    fields.setdefault("id_number", wagepay.id_number(number))
    fields.setdefault("claimed", Decimal("5000.00"))
    return add_worker_line(actor=actor, case=case, on=on, **fields)


def verify(actor: Actor, line: CaseWorkerLine, verified: Decimal | int = 5000, *, on: dt.date = ON) -> CaseWorkerLine:
    return verify_line(line, actor=actor, verified=Decimal(verified), note="与工资表、考勤和银行流水核对一致", on=on)


def pay(actor: Actor, line: CaseWorkerLine, amount: Decimal | int, *, on: dt.date = ON, **fields) -> CasePayment:
    """A payment with a receipt."""
    fields.setdefault("source", PaymentSource.CONTRACTOR)
    fields.setdefault("receipt", documents.stored_file(actor, region_id=line.region_id, content=b"%PDF-1.7 receipt", kind="case_receipt"))
    return record_payment(line, actor=actor, amount=Decimal(amount), paid_on=on, on=on, at=at(on), **fields)


def lines_of(actor: Actor, case: Case) -> list[CaseWorkerLine]:
    return list(CaseWorkerLine.objects.visible_to(actor).of(case).order_by("id"))
