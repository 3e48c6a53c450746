"""Builders of what hangs on a deposit; call them inside ``acting(actor)``."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import count

from django.utils import timezone

from portal.external.models import IncomingPaper
from portal.tenancy.scope import current_actor
from projects.deposits.decisions import Decision, entered_papers, of_incoming
from projects.deposits.enums import DecisionKind
from projects.models import DepositDrawdown, DepositRefund, DrawdownPayee, Project, WageSecurityDeposit
from tests.make import tenancy
from tests.make.tenancy import saved

_serial = count(1)


def make_decision(project: Project, number: str = "", **fields) -> Decision:
    """A decision of another organ about the project, as its incoming paper and its receipt say; served twenty days before ``on``."""
    on = fields.pop("on", dt.date(2026, 11, 20))
    organ = tenancy.organisation("external", f"样例决定机关{project.pk}")
    number = number or f"样例人社监处字〔2026〕{next(_serial)}号"
    paper = saved(
        IncomingPaper(
            region=project.region, organ=organ, organisation=organ, number=f"收文{next(_serial)}号", their_number=number, title="行政处理决定书",
            written_on=on - dt.timedelta(days=40), received_on=on - dt.timedelta(days=20), subject_type="projects.Project", subject_uid=project.code,
            subject_name=project.name, project_id=project.pk, recorded_by="样例", recorded_at=timezone.now(),
        )
    )  # fmt: skip
    days = {"served_on": on - dt.timedelta(days=20), "comply_by": on - dt.timedelta(days=1)}
    return replace(of_incoming(paper, DecisionKind.DECISION, **days), **fields)


def decision_of(project: Project) -> Decision:
    """The one decision about the project, entered when it is first asked for."""
    found = entered_papers(current_actor(), project)
    return of_incoming(found[0], DecisionKind.DECISION, found[0].received_on, found[0].received_on + dt.timedelta(days=19)) if found else make_decision(project)


def make_drawdown(deposit: WageSecurityDeposit, *, paid_on: dt.date | None = None, **fields) -> DepositDrawdown:
    """A use of 50,000 yuan for two workers: paid where ``paid_on`` is given, else prepared."""
    number = next(_serial)
    day = paid_on or dt.date(2026, 11, 2)
    base = {
        "decision_number": f"样例人社监处字〔2026〕{number}号", "decision_organ": "样例人社局", "served_on": day - dt.timedelta(days=30),
        "comply_by": day - dt.timedelta(days=10), "amount": Decimal("50000.00"), "people": 2, "prepared_by": "样例", "prepared_at": timezone.now(),
    }  # fmt: skip
    if paid_on:
        base |= {
            "state": "paid", "paid_on": paid_on, "paid_amount": Decimal("50000.00"), "notified_on": day - dt.timedelta(days=5), "pay_by": paid_on,
            "notice_number": f"样例通知{number}",
        }  # fmt: skip
        WageSecurityDeposit.objects.of(deposit.project).filter(pk=deposit.pk).update(drawn_amount=Decimal("50000.00"), state="drawn")
    return saved(DepositDrawdown(project=deposit.project, region_id=deposit.region_id, deposit=deposit, **base | fields))


def make_payee(drawdown: DepositDrawdown, **fields) -> DrawdownPayee:
    number = next(_serial)
    base = {"name": "样例工友", "id_number": "110101199003070118", "card_number": f"622848{number:013d}", "amount": Decimal("25000.00")}
    return saved(DrawdownPayee(project=drawdown.project, region_id=drawdown.region_id, drawdown=drawdown, **base | fields))


def make_refund(deposit: WageSecurityDeposit, announced_on: dt.date = dt.date(2026, 10, 12), **fields) -> DepositRefund:
    """A return whose thirty days of notice have begun."""
    base = {
        "announced_on": announced_on, "announced_until": announced_on + dt.timedelta(days=30), "places": "告示牌、门户网站", "promised_on": announced_on,
        "started_by": "样例", "started_at": timezone.now(),
    }  # fmt: skip
    return saved(DepositRefund(project=deposit.project, region_id=deposit.region_id, deposit=deposit, **base | fields))
