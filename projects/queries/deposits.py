"""Rows of deposits that the rules judge; the scope that is open limits them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.tenancy.scope import current_actor
from projects.deposits.enums import RefundState
from projects.enums import GUARANTEED, DepositForm
from projects.facts import ARREARS
from projects.models import DepositAssessment, DepositDrawdown, DepositRefund, Fact, SiteState, WageSecurityDeposit


def _state_on(on: dt.date) -> Coalesce:
    """The site's state of the day, from the dated rows, so that a past day is judged by what held then."""
    dated = SiteState.objects.filter(project=OuterRef("project_id"), since__lte=on).order_by("-since", "-id")
    return Coalesce(Subquery(dated.values("state")[:1]), "project__state")


def standing(regions: Sequence[int], on: dt.date, exempt_states: Sequence[str]) -> QuerySet[WageSecurityDeposit]:
    """Deposits of the day that had neither ended nor belonged to a site the rule leaves out, the earliest to run out first."""
    rows = (
        WageSecurityDeposit.objects.visible_to(current_actor())
        .filter(region_id__in=list(regions), deposited_on__lte=on)
        .filter(Q(released_on__isnull=True) | Q(released_on__gt=on))
    )
    rows = rows.annotate(state_on=_state_on(on)).exclude(state_on__in=list(exempt_states)).select_related("project")
    return rows.order_by("project_id", "expires_on", "id")


def guarantees(regions: Sequence[int], on: dt.date, exempt_states: Sequence[str], wanted: Q) -> list[WageSecurityDeposit]:
    """Those among them that somebody has to answer for and that ``wanted`` does not rule out: found first, and only then read with their projects."""
    rows = standing(regions, on, exempt_states)
    found = list(rows.filter(wanted, form__in=GUARANTEED).order_by().values_list("pk", flat=True))
    return list(rows.filter(pk__in=found)) if found else []


def owed(regions: Sequence[int], on: dt.date) -> dict[int, Decimal]:
    """Verified wages that are still owed, by project; one query over the regions' facts of that one item."""
    rows = Fact.objects.visible_to(current_actor()).filter(region_id__in=list(regions), item=ARREARS, on__lte=on).exclude(value__amount__in=("0", "0.00"))
    return {row.project_id: Decimal(row.value["amount"]) for row in rows}


def waived(regions: Sequence[int], on: dt.date, exempt_states: Sequence[str]) -> list[WageSecurityDeposit]:
    """Exemptions of projects whose newest assessment says that they end with their condition."""
    newest = DepositAssessment.objects.filter(project=OuterRef("project_id"), on__lte=on).order_by("-on", "-id")
    rows = WageSecurityDeposit.objects.visible_to(current_actor()).filter(region_id__in=list(regions), form=DepositForm.EXEMPT, deposited_on__lte=on)
    rows = rows.filter(Q(released_on__isnull=True) | Q(released_on__gt=on)).annotate(state_on=_state_on(on))
    rows = rows.annotate(ends_with_it=Subquery(newest.values("is_waived")[:1]), newest_steps=Subquery(newest.values("steps")[:1]))
    found = rows.filter(ends_with_it=True).exclude(state_on__in=list(exempt_states)).select_related("project__region")
    return list(found.order_by("project_id", "id"))


def used_and_open(regions: Sequence[int], on: dt.date) -> list[DepositDrawdown]:
    """Money went out by the day and was not made good by then."""
    rows = DepositDrawdown.objects.visible_to(current_actor()).filter(region_id__in=list(regions), paid_on__lte=on, top_up_by__isnull=False)
    rows = rows.filter(Q(topped_up_on__isnull=True) | Q(topped_up_on__gt=on))
    later = DepositDrawdown.objects.filter(project=OuterRef("project_id"), paid_on__lte=on, top_up_by__lt=OuterRef("top_up_by"))
    later = later.filter(Q(topped_up_on__isnull=True) | Q(topped_up_on__gt=on))
    return list(rows.filter(~Exists(later)).select_related("project").order_by("project_id", "top_up_by", "id"))


def returns_under_review(regions: Sequence[int], on: dt.date) -> list[DepositRefund]:
    """Applied for by the day and neither refused nor given back by then."""
    rows = DepositRefund.objects.visible_to(current_actor()).filter(region_id__in=list(regions), applied_on__lte=on)
    pending = Q(reviewed_on__isnull=True) | Q(reviewed_on__gt=on)
    approved = Q(reviewed_on__lte=on, state__in=(RefundState.APPROVED, RefundState.RETURNED)) & (Q(returned_on__isnull=True) | Q(returned_on__gt=on))
    rows = rows.filter(pending & Q(review_by__isnull=False) | approved).exclude(state=RefundState.WITHDRAWN)
    return list(rows.select_related("deposit").order_by("project_id", "id"))
