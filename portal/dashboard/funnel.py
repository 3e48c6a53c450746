"""线索 → 查实 → 立案 → 追发: how far the leads of a span came, each step with its count, its money and its rows."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse

from campaigns.queries.county_figures import payments
from cases.enums import CaseTrack, ClosingKind, LeadState, LineKind
from cases.models import Case, CaseWorkerLine, Lead
from portal.lib.show import ten_thousand
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Step:
    """One bar: its name, the number of matters, their money in 万元, a line of explanation and the address of its rows."""

    name: str
    count: int
    money: str
    note: str
    url: str
    tone: str = ""


def funnel(actor: Actor, regions: list[int], since: dt.date, until: dt.date) -> list[Step]:
    """Four queries; each step counts what happened in the span, so a later one may be larger than an earlier."""
    span = (since, until)
    leads = Lead.objects.visible_to(actor).filter(region__in=regions, received_on__range=span)
    came = leads.aggregate(n=Count("pk"), money=Sum("amount"), refused=Count("pk", filter=Q(state__in=[LeadState.REJECTED, LeadState.TRANSFERRED])))
    lines = CaseWorkerLine.objects.visible_to(actor).filter(region__in=regions, kind=LineKind.WAGE, verified__gt=0, verified_on__range=span)
    found = lines.aggregate(n=Count("case", distinct=True), money=Sum("verified"))
    cases = Case.objects.visible_to(actor).filter(region__in=regions)
    filed = cases.aggregate(
        n=Count("pk", filter=Q(filed_on__range=span)),
        solved=Count("pk", filter=Q(track=CaseTrack.COORDINATED, closing_kind__in=[ClosingKind.PAID, ClosingKind.AGREEMENT], closed_on__range=span)),
        police=Count("pk", filter=Q(police_referred_on__range=span)),
    )
    paid = payments(actor).filter(region__in=regions, paid_on__range=span).aggregate(n=Count("line__case", distinct=True), money=Sum("amount"))
    return [
        Step("线索", came["n"], _wan(came["money"]), f"不予受理或转送 {came['refused']} 件", _address(reverse("lead_list"), "received_on", span, state="all")),
        Step("查实欠薪", found["n"], _wan(found["money"]), f"协调解决 {filed['solved']} 件", _address(rows_of("verified"), "verified_on", span)),
        Step("立案", filed["n"], "", f"移送公安 {filed['police']} 件", _address(reverse("case_list"), "filed_on", span, state="all"), "3"),
        Step("追发到位", paid["n"], _wan(paid["money"]), "有到账凭证的工资和赔偿金", _address(rows_of("paid"), "paid_on", span), "ok"),
    ]


def rows_of(kind: str, **query: object) -> str:
    """The page of the rows behind a figure."""
    address = reverse("dashboard_rows", args=[kind])
    return f"{address}?{urlencode(query)}" if query else address


def _address(base: str, name: str, span: tuple[dt.date, dt.date], **query: str) -> str:
    first, last = span
    return f"{base}?{urlencode({**query, f'{name}_after': first.isoformat(), f'{name}_before': last.isoformat()})}"


def _wan(value: Decimal | None) -> str:
    return ten_thousand(value or Decimal(0))
