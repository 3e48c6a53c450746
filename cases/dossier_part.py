"""The panel of leads and cases on a project's dossier page; officials only."""

import datetime as dt

from cases.models import Case, Lead
from cases.queries.arrears import with_sums
from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.models import Project

MOST = 5
MONTH = dt.timedelta(days=30)


def panel(actor: Actor, project: Project, on: dt.date) -> dict | None:
    """Open cases with what is owed, leads of the last thirty days; nothing for those who see no complainants."""
    if not may(actor, "cases.list"):
        return None
    cases = with_sums(actor, Case.objects.visible_to(actor).filter(project=project)).order_by("settled_on", "-opened_on")
    leads = Lead.objects.visible_to(actor).filter(project=project)
    return {
        "cases": cases[:MOST],
        "waiting": leads.waiting().count(),
        "lately": leads.filter(received_on__gt=on - MONTH, received_on__lte=on).count(),
    }
