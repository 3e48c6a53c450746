"""The special wage account: labour cost due and come, and its flows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from projects.models import Project, SpecialWageAccount
from wagepay.models import AccountEntry, LabourCostCycle

SHOWN = 100


@page("wagepay.account", obj=(Project, "code"))
def wage_account(request: HttpRequest, project: Project) -> HttpResponse:
    """Cycles with their gap, the latest flows, the accounts themselves."""
    actor, on = request.actor, clock.today()
    cycles = list(LabourCostCycle.objects.visible_to(actor).filter(project=project).order_by("-month")[:24])
    context = {
        "project": project,
        "accounts": SpecialWageAccount.objects.visible_to(actor).filter(project=project).select_related("bank"),
        "cycles": [(cycle, cycle.lacking, cycle.due_on and cycle.due_on < on) for cycle in cycles],
        "entries": AccountEntry.objects.visible_to(actor).filter(project=project).order_by("-booked_on", "line_key")[:SHOWN],
        "may_upload": may(actor, "wagepay.entries"),
    }
    return render(request, "wagepay/account.html", context)
