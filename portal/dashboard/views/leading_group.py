"""The leading-group dashboard and its wall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.dashboard.desk import days_to_spring_festival
from portal.dashboard.leading_group import SPANS, overview
from portal.lib import clock
from portal.tenancy.models import Region


def _context(request: HttpRequest) -> dict:
    span = request.GET.get("span", "week")
    now = clock.now()
    region = Region.objects.get(pk=request.actor.region_id)
    found = overview(request.actor, region, on=now.date(), span=span if span in dict(SPANS) else "week")
    return {"found": found, "now": now, "spans": SPANS, "days_left": days_to_spring_festival(now.date())}


@page("dashboard.leading_group")
def leading_group(request: HttpRequest) -> HttpResponse:
    """Counties ranked; every figure opens to its rows."""
    return render(request, "dashboard/leading_group.html", _context(request) | {"may_print": may(request.actor, "campaigns.bulletin")})


@page("dashboard.leading_group")
def wall(request: HttpRequest) -> HttpResponse:
    """The same figures for a 1920×1080 screen, refreshed every five minutes, nothing to click."""
    return render(request, "dashboard/wall.html", _context(request))
