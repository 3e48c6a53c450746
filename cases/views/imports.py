"""A platform's export by browser: checked as a whole, every finding by its cell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.actions.import_leads import import_leads
from cases.forms.leads import LeadImportForm
from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.lib.trying import tried
from portal.tenancy.models import Region


@page("cases.import")
def lead_import(request: HttpRequest) -> HttpResponse:
    """A county's export has some hundred rows at most, so it is read within the request."""
    form = LeadImportForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        result = tried(form, lambda: _import(request, form.cleaned_data["file"], form.cleaned_data["channel"]), "file")
    return render(request, "cases/lead_import.html", {"form": form, "result": result})


def _import(request: HttpRequest, upload, channel: str) -> dict:
    workbook = read_workbook(upload.read(), upload.name)
    region = Region.objects.get(pk=request.actor.region_id)
    result, _ = import_leads(actor=request.actor, workbook=workbook, region=region, channel=channel, at=clock.now())
    return result
