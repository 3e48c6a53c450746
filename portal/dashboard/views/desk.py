"""The first page after signing in: what must be done today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.lib import clock


@page("dashboard.desk")
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of the role the actor has now."""
    return render(request, "dashboard/desk.html", {"today": clock.today()})
