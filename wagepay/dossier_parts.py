"""What wages add to a project's dossier: the pay calendar, and the people with what is missing of them."""

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q

from portal.accounts.rights import may
from portal.lib import show
from portal.lib.deadlines import add_months
from portal.tenancy.scope import Actor
from projects.act_links import ActLink
from projects.dossier import DossierPart
from projects.models import Project, SpecialWageAccount
from projects.models.base import stands_for_own_people_only
from wagepay.funds_chart import MONTHS, chart_of
from wagepay.models import Engagement, LabourCostCycle, ProjectMonth
from wagepay.pay_months import calendar_of
from wagepay.queries.account_months import account_months


def calendar_part(actor: Actor, project: Project, on: dt.date) -> dict[str, Any] | None:
    """The last months of every employer."""
    return {"calendar": calendar_of(actor, project, on)} if may(actor, "wagepay.overview") else None


def people_part(actor: Actor, project: Project, on: dt.date) -> dict[str, Any] | None:
    """Registration and contracts by employer, and the last month with attendance."""
    if not may(actor, "wagepay.people"):
        return None
    here = Q(left_on__isnull=True) | Q(left_on__gte=on)
    registered = Q(registered_on__isnull=False) & here
    firms = (
        Engagement.objects.visible_to(actor)
        .filter(project=project)
        .values("employer__name")
        .annotate(
            registered=Count("pk", filter=registered),
            with_contract=Count("pk", filter=registered & ~Q(contract_kind="none")),
            trained=Count("pk", filter=registered & Q(trained_on__isnull=False)),
            with_card=Count("pk", filter=registered & Q(card_index__isnull=False)),
            strangers=Count("pk", filter=Q(registered_on__isnull=True)),
        )
        .order_by("employer__name")
    )
    last = ProjectMonth.objects.visible_to(actor).filter(project=project, attended__gt=0).order_by("-month").first()
    return {"firms": list(firms), "last": last}


def funds_part(actor: Actor, project: Project, on: dt.date) -> dict[str, Any] | None:
    """A year of the special account; whoever stands for his own people alone has no business with it."""
    if not may(actor, "wagepay.account") or stands_for_own_people_only(actor, project.pk):
        return None
    accounts = list(SpecialWageAccount.objects.visible_to(actor).filter(project=project).values_list("pk", flat=True))  # a bank's own alone
    rows = account_months(project.pk, accounts, since=add_months(on.replace(day=1), -MONTHS), until=on)
    due = LabourCostCycle.objects.visible_to(actor).filter(project=project, due_on__lt=on, due_amount__gt=F("transferred")).order_by("month")
    lacking = list(due)[-MONTHS:]
    chart = chart_of(rows, {cycle.month for cycle in lacking}, on) if rows else None
    came, wages = sum(row.came for row in rows), sum(row.wages for row in rows)
    summary = f"近 12 个月人工费拨入 {show.ten_thousand(came)} 万元，代发工资 {show.ten_thousand(wages)} 万元"
    return {"chart": chart, "lacking": lacking, "summary": summary}


PARTS = (
    DossierPart(10, "专户资金", "wagepay/_funds.html", funds_part, "funds"),
    DossierPart(20, "发薪月历", "wagepay/_calendar.html", calendar_part, "pay-calendar"),
    DossierPart(30, "用工实名", "wagepay/_people.html", people_part, "people"),
)

# Where the steps of a remedy about people and wages are taken.
STEPS = {
    "roster": ActLink("wagepay.roster", "wage_roster"),
    "attendance": ActLink("wagepay.attendance", "wage_project"),
    "payroll": ActLink("wagepay.submit", "wage_project"),
    "pay": ActLink("wagepay.batch", "wage_project"),
    "transfer": ActLink("wagepay.entries", "wage_project"),
}
