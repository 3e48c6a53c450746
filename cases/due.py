"""Leads and cases whose term ends today, for the digest."""

import datetime as dt
from collections.abc import Iterator

from cases.models import Case, Lead
from portal.accounts.rights import may
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor


@due_today
def leads(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Leads to accept or refuse."""
    if not may(actor, "cases.accept"):
        return
    rows = Lead.objects.visible_to(actor).waiting().filter(accept_due_on__lte=on).select_related("project", "employer")
    for lead in rows.order_by("accept_due_on", "pk"):
        over = lead.accept_due_on < on
        yield Due(f"受理线索：{lead.against}", f"{lead.accept_due_on} 到期" if over else "今天到期", lead.get_absolute_url(), over)


@due_today
def cases(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Cases to be investigated."""
    if not may(actor, "cases.accept"):
        return
    rows = Case.objects.visible_to(actor).open().filter(investigate_due_on__lte=on).order_by("investigate_due_on", "pk")
    for case in rows:
        over = case.investigate_due_on < on
        yield Due(f"案件 {case.number} 办结", f"{case.investigate_due_on} 到期" if over else "今天到期", case.get_absolute_url(), over)
