"""Guarantor scoreboard: how each bank, guarantor and insurer met the claims on it."""

import datetime as dt
from decimal import Decimal

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from portal.tenancy.scope import Actor
from projects.deposits.enums import UNPAID, DepositState, DrawdownState
from projects.models import DepositDrawdown, WageSecurityDeposit

ZERO = Decimal("0.00")


def scoreboard(actor: Actor, on: dt.date) -> QuerySet:
    """One row an institution, its first deposit standing for it: what it holds now, how often it was told to pay, and how it did by its five working days."""
    deposits = WageSecurityDeposit.objects.visible_to(actor).exclude(institution="")
    mine = deposits.filter(institution=OuterRef("institution"), state__in=(DepositState.HELD, DepositState.DRAWN)).order_by().values("institution")
    claims = DepositDrawdown.objects.visible_to(actor).filter(deposit__institution=OuterRef("institution"), notified_on__isnull=False)
    claims = claims.exclude(state=DrawdownState.CANCELLED).order_by().values("deposit__institution")

    def counted(**conditions: object) -> Coalesce:
        return Coalesce(Subquery(claims.filter(**conditions).annotate(n=Count("pk")).values("n")), 0)

    first = deposits.order_by("institution", "pk").distinct("institution").values("pk")
    return deposits.filter(pk__in=first).annotate(
        held=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0),
        held_amount=Coalesce(Subquery(mine.annotate(n=Sum("amount")).values("n")), ZERO),
        claims=counted(),
        in_time=counted(paid_on__isnull=False, paid_on__lte=F("pay_by")),
        late=counted(paid_on__gt=F("pay_by")),
        unpaid=counted(state__in=UNPAID, pay_by__lt=on),
    )
