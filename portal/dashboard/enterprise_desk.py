"""The desk of owners, banks and supervisors: their projects and what is open there."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from earlywarning.models import EarlyWarning
from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.opinions import sites_without_opinion
from wagepay.pay_months import wage_month


@dataclass(frozen=True)
class EnterpriseDesk:
    """Projects with the number of open warnings, the letters that wait for an answer, and the sites that wait for the supervisor's opinion on the month."""

    projects: list[tuple[Project, int]]
    warnings: list[EarlyWarning]
    letters: list[Instrument]
    month: dt.date
    opinions: list[Project]


def enterprise_desk(actor: Actor, on: dt.date) -> EnterpriseDesk:
    """At most fifty projects by name; warnings by their last day."""
    projects = list(Project.objects.visible_to(actor).select_related("region").order_by("name_key")[:50])
    warnings = EarlyWarning.objects.visible_to(actor).open() if may(actor, "earlywarning.list") else EarlyWarning.objects.none()
    counts = dict(warnings.order_by().values_list("project_id").annotate(n=Count("pk"))) if may(actor, "earlywarning.list") else {}
    letters = Instrument.objects.visible_to(actor).filter(replied_on__isnull=True, reply_due_on__isnull=False).order_by("reply_due_on")[:10]
    return EnterpriseDesk(
        projects=[(project, counts.get(project.pk, 0)) for project in projects],
        warnings=list(warnings.select_related("project").order_by("due_at")[:10]) if may(actor, "earlywarning.list") else [],
        letters=list(letters) if may(actor, "documents.list") else [],
        month=wage_month(on),
        opinions=sites_without_opinion(actor, wage_month(on)),
    )
