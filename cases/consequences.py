"""What a changed term or starting moment would do to leads that wait, told before it is saved."""

from collections.abc import Sequence

from cases.models import Lead
from cases.terms import accept_due
from portal.tenancy.calendars import work_calendar
from portal.tenancy.consequences import Change, Consequence
from portal.tenancy.scope import Actor

SHOWN = 20


def of_lead_terms(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Leads received keep the day they were told; the list shows what the new figure would have made of them."""
    leads = Lead.objects.visible_to(actor).waiting().filter(region__in=[region.pk for region in change.touched]).select_related("project", "employer")
    calendar = work_calendar()
    dues = [(lead, *(accept_due(sets[lead.region_id], lead.received_on, calendar) for sets in (change.before, change.after))) for lead in leads]
    moved = [line for line in dues if line[1] != line[2]]
    text = f"待受理线索 {len(dues)} 条的受理期限不变；新的值用于生效以后收到的线索。若按新值重算，有 {len(moved)} 条会不同。"
    rows = [(str(lead.against), lead.received_on.isoformat(), old.isoformat(), new.isoformat()) for lead, old, new in moved[:SHOWN]]
    return [Consequence("线索受理期限", text, ("被反映单位", "收到", "原期限", "新期限"), rows)]
