"""Deposits that should go back: the works are settled, nothing is owed or open, and nobody has begun the return."""

import datetime as dt
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from portal.tenancy.scope import Actor
from projects.deposits.enums import REFUND_OPEN, UNDER_WAY, DepositState
from projects.enums import ProjectState
from projects.facts import ARREARS
from projects.models import DepositDrawdown, DepositRefund, Fact, Hold, WageSecurityDeposit
from projects.models.money import WageSecurityDepositQuerySet

NOTHING = (str(Decimal("0.00")), "0")


def due_back(actor: Actor, on: dt.date) -> WageSecurityDepositQuerySet:
    """Held for settled works without arrears, holds or anything under way."""
    here = {"project": OuterRef("project_id")}
    owed = Fact.objects.filter(item=ARREARS, **here).exclude(value__amount__in=NOTHING)
    holds = Hold.objects.filter(Q(until__isnull=True) | Q(until__gte=on), lifted_at__isnull=True, **here)
    begun = DepositRefund.objects.filter(deposit=OuterRef("pk"), state__in=REFUND_OPEN)
    used = DepositDrawdown.objects.filter(deposit=OuterRef("pk"), state__in=UNDER_WAY)
    found = WageSecurityDeposit.objects.visible_to(actor).filter(state=DepositState.HELD, project__state=ProjectState.SETTLED).exclude(form="exempt")
    return found.filter(~Exists(owed), ~Exists(holds), ~Exists(begun), ~Exists(used)).order_by("project__code", "pk")
