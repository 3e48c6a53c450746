"""Open a case for an accepted lead."""

import datetime as dt

from django.db import connection

from cases.enums import CaseTrack
from cases.models import Case, CaseLead, CaseWorkerLine, Lead
from portal.accounts.models import User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import deadlines
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.place_hold import place_hold


def open_case(*, actor: Actor, lead: Lead, at: dt.datetime, case: Case | None = None) -> Case:
    """Open a case (or join the lead to ``case``) and put the complainant on its owed-and-paid ledger.

    While the case is open the project cannot close its account or get its deposit back: a Hold is posted down.
    """
    require(actor, "cases.accept")
    if case is None:
        case = _new_case(actor, lead, at)
    elif case.project_id != lead.project_id or case.region_id != lead.region_id:
        raise Refused("只有同一项目的线索才能并入这个案件。", "other_project")
    CaseLead.objects.create(region=lead.region, case=case, lead=lead)
    if lead.name and lead.amount:
        CaseWorkerLine.objects.create(
            region=lead.region, case=case, name=lead.name, id_number=lead.id_number, owed_from=lead.owed_from, owed_to=lead.owed_to, claimed=lead.amount
        )
    record(actor, "cases.open_case", case, detail={"lead": str(lead.uid)})
    return case


def _new_case(actor: Actor, lead: Lead, at: dt.datetime) -> Case:
    on = at.date()
    case = Case.objects.create(
        region=lead.region,
        number=_next_number(lead.region, on.year),
        project=lead.project,
        employer=lead.employer or (lead.project.general_contractor if lead.project_id else None),
        employer_text=lead.employer_text,
        track=CaseTrack.COORDINATED,
        title=f"{lead.project.name if lead.project_id else lead.employer_text or '用人单位'}拖欠工资",
        opened_on=on,
        investigate_due_on=deadlines.due("D18a", on, work_calendar()).due,
        officer=User.objects.get(pk=actor.user_id) if actor.user_id else None,
    )
    if lead.project_id:
        place_hold(actor=actor, project=lead.project, kind="open_case", source_type="cases.Case", source_uid=case.uid, reason=f"案件 {case.number} 在办", at=at)
    return case


def _next_number(region: Region, year: int) -> str:
    """AJ-<region>-<year>-<n>, without gaps: the counter is locked until the case is in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7300002, %s)", [region.pk])
        prefix = f"AJ-{region.code}-{year}-"
        cursor.execute(
            "SELECT coalesce(max(substring(number from %s)::int), 0) + 1 FROM cases_case WHERE region_id = %s AND number LIKE %s",
            [f"{prefix}(.*)", region.pk, f"{prefix}%"],
        )
        return f"{prefix}{cursor.fetchone()[0]}"
