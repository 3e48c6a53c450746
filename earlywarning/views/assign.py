"""Hand ticked warnings to an inspector: choose, then do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from earlywarning.actions.assign import assign_warnings, inspectors_of
from earlywarning.forms import AssignForm
from earlywarning.models import EarlyWarning
from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.trying import tried


@page("earlywarning.assign")
def warning_assign(request: HttpRequest) -> HttpResponse:
    """The list posts the ticked rows; this page asks to whom and posts them again with the answer."""
    picked = [int(key) for key in request.POST.getlist("pick") if key.isdecimal() and len(key) < 19]
    rows = list(EarlyWarning.objects.visible_to(request.actor).open().filter(pk__in=picked).select_related("project", "assigned_to"))
    if not rows:
        messages.error(request, "先勾选要交办的预警，已结的不用交办。")
        return redirect("warning_list")
    inspectors = inspectors_of(rows[0].region_id, clock.today())
    form = AssignForm(request.POST if "user" in request.POST else None, inspectors=inspectors)
    if form.is_bound and form.is_valid():
        count = tried(form, lambda: assign_warnings(rows, actor=request.actor, at=clock.now(), user_id=form.cleaned_data["user"]), "user")
        if count is not None:
            messages.success(request, f"已交办 {count} 条预警。")
            return redirect("warning_list")
    return render(request, "earlywarning/assign.html", {"rows": rows, "form": form})
