"""The desk of owners, banks and supervisors: their projects and what is open there."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F

from earlywarning.models import EarlyWarning
from portal.accounts.enums import Role
from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from projects.deposits.owed_statements import owed_statements
from projects.models import Project, WageSecurityDeposit
from wagepay.models import LabourCostCycle
from wagepay.opinions import sites_without_opinion
from wagepay.pay_months import wage_month

SOON = dt.timedelta(days=14)
ROWS = 15


@dataclass(frozen=True)
class EnterpriseDesk:
    """Projects with the number of open warnings (none for who has no right to them), the letters that wait for an answer, the labour cost
    an owner has still to transfer, the sites that wait for the supervisor's opinion on the month, and the deposits whose quarterly statement
    the bank still owes.
    """

    projects: list[tuple[Project, int]]
    project_count: int
    warnings: list[EarlyWarning]
    letters: list[Instrument]
    sees_warnings: bool
    cycles: list[LabourCostCycle]
    month: dt.date
    opinions: list[Project]
    statements: list[WageSecurityDeposit]


def enterprise_desk(actor: Actor, on: dt.date) -> EnterpriseDesk:
    """The first projects by name and how many there are; warnings by their last day."""
    sees_warnings = may(actor, "earlywarning.list")
    found = Project.objects.visible_to(actor)
    warnings = EarlyWarning.objects.visible_to(actor).open()
    counts = dict(warnings.order_by().values_list("project_id").annotate(n=Count("pk"))) if sees_warnings else {}
    letters = Instrument.objects.visible_to(actor).filter(replied_on__isnull=True, reply_due_on__isnull=False).order_by("reply_due_on")[:10]
    return EnterpriseDesk(
        projects=[(project, counts.get(project.pk, 0)) for project in found.select_related("region").order_by("name_key")[:ROWS]],
        project_count=found.count(),
        warnings=list(warnings.select_related("project").order_by("due_at")[:10]) if sees_warnings else [],
        letters=list(letters) if may(actor, "documents.list") else [],
        sees_warnings=sees_warnings,
        cycles=_still_to_transfer(actor, on) if actor.role == Role.OWNER else [],
        month=wage_month(on),
        opinions=sites_without_opinion(actor, wage_month(on)),
        statements=list(owed_statements(actor, on)[:10]) if actor.role == Role.BANK else [],
    )


def _still_to_transfer(actor: Actor, on: dt.date) -> list[LabourCostCycle]:
    """Labour cost that is due now or within two weeks and has not come whole (条例 第二十九条); what is late stands first."""
    due = LabourCostCycle.objects.visible_to(actor).filter(due_on__lte=on + SOON, due_amount__gt=F("transferred"))
    return list(due.select_related("project").order_by("due_on", "project_id")[:10])
