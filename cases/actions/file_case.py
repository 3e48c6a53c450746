"""立案: a coordinated case becomes a filed one."""

import datetime as dt

from django.db import transaction

from cases.actions.post_case import post_case
from cases.enums import CaseTrack
from cases.models import Case
from cases.terms import case_terms
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from portal.workflow.door import move


@transaction.atomic
def file_case(case: Case, *, actor: Actor, at: dt.datetime, reason: str) -> Case:
    """From the day of filing the investigation has its statutory term (监察条例17: sixty working days)."""
    if case.track == CaseTrack.FILED:
        raise Refused(f"已于 {case.filed_on} 立案。", "filed")
    if not reason.strip():
        raise Refused("请写明立案的理由和依据。", "no_reason")
    on = at.date()
    due_on = case_terms(case.region, on, work_calendar(), on=on)[0].due_on
    case = move(case, "file", actor=actor, at=at, note=reason.strip(), track=CaseTrack.FILED, filed_on=on, investigate_due_on=due_on)
    post_case(actor=actor, case=case, on=on)
    return case
