"""Builders of what hangs on a deposit; call them inside ``acting(actor)``."""

import datetime as dt
from decimal import Decimal
from itertools import count

from django.utils import timezone

from projects.models import DepositDrawdown, DepositRefund, DrawdownPayee, WageSecurityDeposit
from tests.make.tenancy import saved

_serial = count(1)


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
