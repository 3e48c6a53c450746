"""What wages add to a project's dossier: the pay calendar, and the people with what is missing of them."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q

from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.act_links import ActLink
from projects.dossier import DossierPart
from projects.models import Project
from wagepay.models import Engagement, ProjectMonth
from wagepay.pay_months import calendar_of


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


PARTS = (
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
