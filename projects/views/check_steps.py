"""One form page for the steps of inspections, plans, draws and findings."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.lib.trying import tried
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.region_of_project import ANSWERING


def step_page(
    request: HttpRequest, form: forms.Form, act: Callable[[], Any], *, title: str, verb: str, back: str, done: str, note: str = "", to: str = ""
) -> HttpResponse:
    """Show the form; on POST act and go on (``to``, else the object the act returns), or show the form again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        made = tried(form, act)
        if made is not None:
            messages.success(request, done)
            return redirect(to or made)
    context = {"form": form, "title": title, "verb": verb, "back": back, "note": note}
    return render(request, "projects/checks/form.html", context, status=422 if form.errors else 200)


def own_regions(actor: Actor) -> QuerySet:
    """Where the actor answers: his county, or the city for its own rows."""
    return Region.objects.filter(pk__in=actor.scope.write_regions, level__in=[*ANSWERING, RegionLevel.CITY]).order_by("code")
