"""督办提醒: what the office itself must do, told on the day."""

import datetime as dt

from cases.gate import LONGEST
from cases.models import Case, IntakeCount, Lead
from portal.jobs import outbox
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting

# Two weeks before the end of a case's term, one week, and then each week it is over.
CASE_DAYS = (14, 7, 0)


def remind_duties(*, on: dt.date, at: dt.datetime) -> dict[str, int]:
    """Leads to be accepted today or late, cases whose term ends; a repeat of the day posts nothing again. Old counters go."""
    actor = system_actor()
    with acting(actor):
        leads = _leads(actor, on)
        cases = _cases(actor, on)
    IntakeCount.objects.filter(span_at__lt=at - LONGEST).delete()
    return {"leads": leads, "cases": cases}


def _leads(actor, on: dt.date) -> int:
    rows = Lead.objects.visible_to(actor).waiting().filter(accept_due_on__lte=on).select_related("project", "employer")
    for lead in rows:
        title = "线索今天到受理期限" if lead.accept_due_on == on else f"线索超期 {(on - lead.accept_due_on).days} 天未受理"
        payload = {"lead": str(lead.uid), "title": title, "text": lead.against}
        outbox.post("cases.lead.accept_due", f"{lead.uid}:{on}", payload, lead.region_id)
    return len(rows)


def _cases(actor, on: dt.date) -> int:
    told = 0
    for case in Case.objects.visible_to(actor).due_by(on + dt.timedelta(days=max(CASE_DAYS))):
        left = (case.investigate_due_on - on).days
        if left not in CASE_DAYS and (left > 0 or left % 7):
            continue
        title = f"案件还有 {left} 天到期" if left > 0 else "案件今天到期" if left == 0 else f"案件超期 {-left} 天"
        payload = {"number": case.number, "title": title, "text": case.title}
        outbox.post("cases.case.due_soon", f"{case.uid}:{on}", payload, case.region_id)
        told += 1
    return told
