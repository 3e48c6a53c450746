"""Of one quarter: which cash deposits have their statement, which lack it, where the principal is not what should lie there (65号文 第二十一条)."""

import datetime as dt
from decimal import Decimal

from django.db.models import Case, CharField, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from portal.tenancy.scope import Actor
from projects.enums import DepositForm
from projects.models import DepositDrawdown, DepositStatement, WageSecurityDeposit

MISSING, DIFFERS, AGREES = "missing", "differs", "agrees"
FINDINGS = ((MISSING, "没有对账单"), (DIFFERS, "本金与登记不符"), (AGREES, "相符"))
TONES = {MISSING: "bad", DIFFERS: "bad", AGREES: "ok"}
_SUM = DecimalField(max_digits=16, decimal_places=2)


def of_quarter(actor: Actor, end: dt.date) -> QuerySet:
    """Cash that lay in the bank when the quarter ended, with its statement, ``expected`` and ``finding``."""
    rows = WageSecurityDeposit.objects.visible_to(actor).filter(form=DepositForm.CASH, deposited_on__lte=end)
    rows = rows.filter(Q(released_on__isnull=True) | Q(released_on__gt=end))
    told = DepositStatement.objects.visible_to(actor).filter(deposit=OuterRef("pk"), quarter_end=end)
    used = DepositDrawdown.objects.visible_to(actor).filter(deposit=OuterRef("pk"), paid_on__lte=end)
    used = used.filter(Q(topped_up_on__isnull=True) | Q(topped_up_on__gt=end)).order_by().values("deposit").annotate(n=Sum("paid_amount"))
    found = rows.annotate(
        expected=F("amount") - Coalesce(Subquery(used.values("n"), output_field=_SUM), Decimal("0.00")),
        **{name: Subquery(told.values(name)) for name in ("principal", "interest", "interest_taken", "provided_on")},
    )
    finding = Case(
        When(provided_on__isnull=True, then=Value(MISSING)),
        When(principal=F("expected"), then=Value(AGREES)),
        default=Value(DIFFERS),
        output_field=CharField(),
    )
    return found.annotate(finding=finding)


def words(finding: str) -> str:
    return dict(FINDINGS)[finding]
