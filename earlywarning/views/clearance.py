"""Approve a later last day for one item."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from earlywarning.actions.extend_item import extend_item
from earlywarning.forms import ExtendForm
from earlywarning.models import ClearanceItem
from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.trying import tried


@page("clearance.extend", obj=(ClearanceItem, "uid"))
def extend_page(request: HttpRequest, item: ClearanceItem) -> HttpResponse:
    """重大疑难事项经批准延期: a new day and the reason, signed by name."""
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: extend_item(item, actor=request.actor, on=clock.today(), **form.cleaned_data)):
        messages.success(request, "已批准延期。")
        return redirect("clearance_desk")
    return render(request, "earlywarning/extend.html", {"item": item, "form": form})
