"""半年清查: what should go back, what was found before, and the act of looking through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.deadlines import period_end
from projects.deposits.actions.sweep_deposits import sweep_deposits
from projects.deposits.due_back import due_back
from projects.deposits.forms import SweepForm
from projects.deposits.views.acting import act_page, given
from projects.models import DepositSweep


@page("projects.keep_deposit")
def deposit_sweep(request: HttpRequest) -> HttpResponse:
    """Those that are due and nobody asked for."""
    on = clock.today()
    rows = due_back(request.actor, on).select_related("project", "region")
    sweeps = DepositSweep.objects.visible_to(request.actor).select_related("region")[:12]
    done = DepositSweep.objects.visible_to(request.actor).filter(region=request.actor.region_id, half_end=period_end(on, 6)).exists()
    context = {"rows": rows[:200], "count": rows.count(), "sweeps": sweeps, "done": done, "half_end": period_end(on, 6)}
    return render(request, "projects/deposits/sweep.html", context)


@page("projects.keep_deposit")
def deposit_sweep_new(request: HttpRequest) -> HttpResponse:
    form = SweepForm(given(request)[0], initial={"start": True})

    def act() -> DepositSweep:
        return sweep_deposits(actor=request.actor, on=clock.today(), at=clock.now(), **form.cleaned_data)

    text = "每半年至少一次；登记后本半年不再提醒。启动返还的，公示 30 日期满后审核。"
    return act_page(request, form, act, title="登记本半年的保证金清查", verb="登记清查", done="已登记清查。", back=reverse("deposit_sweep"), text=text)
