"""The desk of firms and banks: what they have to do, what is open on their projects, and what closes it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse

from earlywarning.models import EarlyWarning
from portal.accounts.enums import Role
from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.notices.digest import Due, due_of
from portal.tenancy.scope import Actor
from projects.deposits.owed_statements import owed_statements
from projects.models import Project, SystemLamps, WageSecurityDeposit
from wagepay.due import months_to_pay
from wagepay.models import LabourCostCycle
from wagepay.opinions import sites_without_opinion
from wagepay.pay_months import wage_month
from wagepay.queries.strips import month_strip

WAGE_OFFICERS = (Role.CONTRACTOR, Role.SUBCONTRACTOR)
SOON = dt.timedelta(days=14)
ROWS = 15


@dataclass(frozen=True)
class OwnProject:
    """A project with the number of its open warnings, and of the items its systems still lack (None before it was judged)."""

    project: Project
    warnings: int
    missing: int | None
    late: int


@dataclass(frozen=True)
class EnterpriseDesk:
    """For wage officers the figures of their months and what is due, late things first; for all the projects, the open warnings with what closes them
    (none for who has no right to them), the letters that wait for an answer, the labour cost an owner has still to transfer, the sites that wait for the
    supervisor's opinion on the month, and the deposits whose quarterly statement the bank still owes.
    """

    strip: list[dict[str, Any]]
    dues: list[Due] | None
    projects: list[OwnProject]
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
    sees_warnings, keeps_wages = may(actor, "earlywarning.list"), actor.role in WAGE_OFFICERS
    warnings = EarlyWarning.objects.visible_to(actor).open()
    letters = Instrument.objects.visible_to(actor).filter(replied_on__isnull=True, reply_due_on__isnull=False)
    if keeps_wages:  # what is due stands among what is to be done
        letters = letters.filter(reply_due_on__gt=on)
    return EnterpriseDesk(
        strip=[*month_strip(actor, on), _warning_part(warnings.under_clock())] if keeps_wages else [],
        dues=[*due_of(actor, on), *months_to_pay(actor, on + dt.timedelta(days=1), on + SOON, on=on)] if keeps_wages else None,
        projects=_projects(actor, warnings if sees_warnings else None),
        project_count=Project.objects.visible_to(actor).count(),
        warnings=list(warnings.select_related("project").order_by(F("due_at").asc(nulls_last=True), "-opened_on", "pk")[:10]) if sees_warnings else [],
        letters=list(letters.order_by("reply_due_on")[:10]) if may(actor, "documents.list") else [],
        sees_warnings=sees_warnings,
        cycles=_still_to_transfer(actor, on) if actor.role == Role.OWNER else [],
        month=wage_month(on),
        opinions=sites_without_opinion(actor, wage_month(on)),
        statements=list(owed_statements(actor, on)[:10]) if actor.role == Role.BANK else [],
    )


def _projects(actor: Actor, warnings: Any) -> list[OwnProject]:
    """The first by name."""
    counts = dict(warnings.order_by().values_list("project_id").annotate(n=Count("pk"))) if warnings is not None else {}
    found = list(Project.objects.visible_to(actor).select_related("region").order_by("name_key")[:ROWS])
    lamps = {}
    if actor.role == Role.CONTRACTOR:
        lamps = {row.project_id: row for row in SystemLamps.objects.visible_to(actor).filter(project__in=[project.pk for project in found])}
    return [OwnProject(row, counts.get(row.pk, 0), *_left(lamps.get(row.pk))) for row in found]


def _left(lamps: SystemLamps | None) -> tuple[int | None, int]:
    return (lamps.missing, lamps.late) if lamps else (None, 0)


def _warning_part(warnings: Any) -> dict[str, Any]:
    levels = (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))
    counts = warnings.aggregate(n=Count("pk"), **{level: Count("pk", filter=Q(level=level)) for level, _ in levels})
    marks = [(level, f"{word} {counts[level]}") for level, word in levels]
    return {"label": "未结预警", "value": counts["n"], "unit": "条", "marks": marks, "url": reverse("warning_list")}


def _still_to_transfer(actor: Actor, on: dt.date) -> list[LabourCostCycle]:
    """Labour cost that is due now or within two weeks and has not come whole (条例 第二十九条); what is late stands first."""
    due = LabourCostCycle.objects.visible_to(actor).filter(due_on__lte=on + SOON, due_amount__gt=F("transferred"))
    return list(due.select_related("project").order_by("due_on", "project_id")[:10])
