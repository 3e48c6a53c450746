"""Approve a later last day for one item."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from earlywarning.actions.keep_clock import extend_item
from earlywarning.forms import ExtendForm
from earlywarning.models import ClearanceItem
from portal.accounts.pages import page
from portal.lib import clock


@page("clearance.extend", obj=(ClearanceItem, "uid"))
def extend_page(request: HttpRequest, item: ClearanceItem) -> HttpResponse:
    """重大疑难事项经批准延期: a new day and the reason, signed by name."""
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        extend_item(item, actor=request.actor, due_on=form.cleaned_data["due_on"], reason=form.cleaned_data["reason"], on=clock.today())
        messages.success(request, "已批准延期。")
        return redirect("clearance_desk")
    return render(request, "earlywarning/extend.html", {"item": item, "form": form})
