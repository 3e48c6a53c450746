"""What a changed term or starting moment would do to leads and cases under way, told before it is saved."""

from collections.abc import Sequence

from cases.models import Case, Lead
from cases.terms import accept_due, investigate_due
from portal.tenancy.calendars import work_calendar
from portal.tenancy.consequences import Change, Consequence, standing_terms
from portal.tenancy.scope import Actor


def of_lead_terms(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Leads received keep the day they were told; the list shows what the new figure would have made of them."""
    leads = Lead.objects.visible_to(actor).waiting().filter(region__in=[region.pk for region in change.touched]).select_related("project", "employer")
    calendar = work_calendar()
    dues = [(lead, *(accept_due(sets[lead.region_id], lead.received_on, calendar) for sets in (change.before, change.after))) for lead in leads]
    moved = [(str(lead.against), lead.received_on.isoformat(), old.isoformat(), new.isoformat()) for lead, old, new in dues if old != new]
    return [standing_terms("线索受理期限", "待受理线索", "收到的线索", len(dues), ("被反映单位", "收到", "原期限", "新期限"), moved)]


def of_case_terms(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Open cases: their clock runs from the filing, or from the acceptance where nothing was filed."""
    cases = list(Case.objects.visible_to(actor).open().filter(region__in=[region.pk for region in change.touched]).select_related("employer"))
    calendar = work_calendar()
    starts = {case: case.filed_on or case.opened_on for case in cases}
    dues = [
        (case, start, *(investigate_due(sets[case.region_id], start, calendar) for sets in (change.before, change.after))) for case, start in starts.items()
    ]
    moved = [(f"{case.number} {case.employer_name}", start.isoformat(), old.isoformat(), new.isoformat()) for case, start, old, new in dues if old != new]
    return [standing_terms("案件办理期限", "在办案件", "受理的案件", len(dues), ("案件", "起算", "原期限", "新期限"), moved)]
