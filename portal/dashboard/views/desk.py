"""The first page after signing in: what must be done today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.enums import GOVERNMENT, Role
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.dashboard.desk import official_desk
from portal.dashboard.enterprise_desk import enterprise_desk
from portal.dashboard.leader_desk import leader_desk
from portal.lib import clock


@page("dashboard.desk")
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of the role the actor has now."""
    actor, now = request.actor, clock.now()
    if actor.role == Role.LEADER:
        return render(request, "dashboard/leader_desk.html", {"today": now.date(), "desk": leader_desk(actor, now.date())})
    if actor.role == Role.SECURITY:
        return redirect("adjustment_list")
    if actor.role in (*GOVERNMENT, Role.ADMIN, Role.AUDITOR):
        context = {
            "today": now.date(),
            "desk": official_desk(actor, on=now.date(), at=now),
            "may_register": may(actor, "cases.register"),
            "may_inspect": may(actor, "projects.inspect"),
        }
        return render(request, "dashboard/desk.html", context)
    if actor.role == Role.OPERATOR:
        return redirect("region_tree")
    return render(request, "dashboard/enterprise_desk.html", {"today": now.date(), "now": now, "desk": enterprise_desk(actor, now.date())})
