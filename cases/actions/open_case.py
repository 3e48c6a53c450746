"""Open a case for an accepted lead, or join the lead to one."""

import datetime as dt

from django.db import transaction

from cases.actions.add_worker_line import add_line
from cases.actions.post_case import post_case
from cases.enums import CaseTrack
from cases.models import Case, CaseCounter, CaseLead, CaseWorkerLine, Lead
from cases.terms import case_terms
from portal.accounts.models import User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.place_hold import place_hold


@transaction.atomic
def open_case(*, actor: Actor, lead: Lead, at: dt.datetime, track: CaseTrack = CaseTrack.COORDINATED) -> Case:
    """Open a case; while it is open the project cannot close its account or get its deposit back: a Hold is posted down."""
    require(actor, "cases.accept")
    project, on = lead.project, at.date()
    if project is not None and project.region_id != lead.region_id:
        raise Refused(f"项目“{project.name}”不在本辖区，请转送{project.region.name}办理。", "other_region")
    case = Case.objects.create(
        region=lead.region,
        number=_next_number(actor, lead.region, on.year),
        project=project,
        employer=lead.employer or (project.general_contractor if project else None),
        employer_text=lead.employer_text,
        track=track,
        title=f"{lead.against}拖欠工资"[:160],
        opened_on=on,
        filed_on=on if track == CaseTrack.FILED else None,
        investigate_due_on=case_terms(lead.region, on, work_calendar(), on=on)[0].due_on,
        officer=User.objects.get(pk=actor.user_id) if actor.user_id else None,
        organ_name=actor.organisation_name,
    )
    record(actor, "cases.open_case", case, detail={"lead": str(lead.uid), "track": str(track)})
    if project is not None:
        place_hold(actor=actor, project=project, kind="open_case", source_type="cases.Case", source_uid=case.uid, reason=f"案件 {case.number} 未销账", at=at)
    return case


def check_matter(case: Case, lead: Lead) -> None:
    """A lead joins a case of the same project; where there is none, of the same employer."""
    if not case.is_open:
        raise Refused(f"案件 {case.number} 已办结，不能并入，请另立案件。", "closed")
    same_project = case.project_id is not None and case.project_id == lead.project_id
    named = lead.employer_id and lead.employer_id == case.employer_id
    written = lead.employer_text and lead.employer_text == case.employer_text
    same_employer = case.project_id is None and lead.project_id is None and (named or written)
    if case.region_id != lead.region_id or not (same_project or same_employer):
        raise Refused("只有同一项目或同一用人单位的线索才能并入这个案件。", "other_matter")


def join_case(*, actor: Actor, lead: Lead, case: Case, at: dt.datetime) -> CaseLead:
    """Link the lead, and put its sender on the ledger with what he says he is owed; of a group's sum no one's share is known yet."""
    link = CaseLead.objects.create(region=lead.region, case=case, lead=lead, line=_own_line(actor, lead, case))
    record(actor, "cases.join_case", case, detail={"lead": str(lead.uid)})
    post_case(actor=actor, case=case, on=at.date())
    return link


def _own_line(actor: Actor, lead: Lead, case: Case) -> CaseWorkerLine | None:
    """The line of the same person if an earlier lead brought him already."""
    if lead.id_index:
        standing = CaseWorkerLine.objects.visible_to(actor).of(case).filter(id_index=bytes(lead.id_index), kind="wage").first()
        if standing is not None:
            return standing
    if not (lead.name and lead.amount and lead.is_own_amount):
        return None
    return add_line(actor=actor, case=case, name=lead.name, claimed=lead.amount, id_number=lead.id_number, owed_from=lead.owed_from, owed_to=lead.owed_to)


def _next_number(actor: Actor, region: Region, year: int) -> str:
    """AJ-<region>-<year>-<n>: the counter row stays locked until the case is in, so no number is lost."""
    CaseCounter.objects.bulk_create([CaseCounter(region=region, year=year)], ignore_conflicts=True)
    counter = CaseCounter.objects.writable_by(actor).select_for_update().get(region=region, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"AJ-{region.code}-{year}-{counter.last}"
