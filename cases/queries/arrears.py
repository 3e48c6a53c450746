"""What is still owed, as sums over the lines of cases."""

from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from cases.enums import SETTLED_LINES
from cases.models import Case, CaseWorkerLine
from cases.models.case import CaseQuerySet
from cases.models.ledger import LineQuerySet
from portal.tenancy.scope import Actor

ZERO = Decimal("0.00")


def owed_of(actor: Actor, project_id: int) -> tuple[int, Decimal]:
    """Persons and yuan verified and not yet paid in all cases of a project; a mere claim is no arrears."""
    rows = CaseWorkerLine.objects.visible_to(actor).unpaid().filter(case__project_id=project_id, verified__isnull=False)
    found = rows.aggregate(named=Count("id_index", distinct=True), nameless=Count("pk", filter=Q(id_index=None)), amount=Sum(F("verified") - F("paid")))
    return found["named"] + found["nameless"], found["amount"] or ZERO


def open_cases_of(actor: Actor, project_id: int) -> int:
    return Case.objects.visible_to(actor).open().filter(project_id=project_id).count()


def totals(lines: LineQuerySet) -> dict[str, Decimal]:
    """Claimed, verified and paid of some lines, and what is still owed on those not settled."""
    sums = lines.aggregate(claimed=Sum("claimed"), verified=Sum("verified"), paid=Sum("paid"))
    unpaid = lines.unpaid().aggregate(
        known=Sum(F("verified") - F("paid"), filter=Q(verified__isnull=False)), asked=Sum(F("claimed") - F("paid"), filter=Q(verified__isnull=True))
    )
    return {name: value or ZERO for name, value in sums.items()} | {"owed": (unpaid["known"] or ZERO) + (unpaid["asked"] or ZERO)}


def with_sums(actor: Actor, cases: CaseQuerySet) -> CaseQuerySet:
    """Cases with the number of their lines, what was verified, what was paid and what is owed, for lists."""
    lines = CaseWorkerLine.objects.visible_to(actor).filter(case=OuterRef("pk")).order_by().values("case")
    owed = Sum(Coalesce("verified", "claimed") - F("paid"), filter=~Q(state__in=SETTLED_LINES))
    return cases.annotate(
        people=Coalesce(Subquery(lines.annotate(n=Count("pk")).values("n")), 0),
        verified=Coalesce(Subquery(lines.annotate(n=Sum("verified")).values("n")), ZERO),
        paid=Coalesce(Subquery(lines.annotate(n=Sum("paid")).values("n")), ZERO),
        owed=Coalesce(Subquery(lines.annotate(n=owed).values("n")), ZERO),
    )
