"""The government's own deadlines: an organ explains, the leading group's office decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from earlywarning.actions.explain_duty import decide_duty, explain_duty
from earlywarning.enums import WarningLane
from earlywarning.forms import DecideDutyForm, ExplainForm
from earlywarning.models import EarlyWarning, Justification
from earlywarning.views.answers import own
from earlywarning.views.steps import proof_file
from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.trying import tried


@page("earlywarning.explain_duty", obj=(EarlyWarning, "uid"))
def duty_explain(request: HttpRequest, warning: EarlyWarning) -> HttpResponse:
    """Why it is late, with papers."""
    own(request, warning)
    form = ExplainForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _explain(request, warning, form.cleaned_data)):
        messages.success(request, "说明已提交，领导小组办公室复核后通知您。")
        return redirect("warning", uid=warning.uid)
    return render(request, "earlywarning/duty_explain.html", {"warning": warning, "form": form})


def _explain(request: HttpRequest, warning: EarlyWarning, data: dict) -> Justification:
    file = proof_file(request, warning, data["file"] or None)
    return explain_duty(warning, actor=request.actor, at=clock.now(), text=data["text"], file=file)


@page("earlywarning.decide_duty", obj=(Justification, "uid"))
def duty_decide(request: HttpRequest, said: Justification) -> HttpResponse:
    """成立 or 不成立; the office above decides for its counties."""
    if said.warning.lane != WarningLane.DUTY:
        return redirect("justification_decide", uid=said.uid)
    form = DecideDutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _decide(request, said, form.cleaned_data)):
        messages.success(request, "复核意见已登记，说明的机关会收到通知。")
        return redirect("warning", uid=said.warning.uid)
    return render(request, "earlywarning/duty_decide.html", {"said": said, "warning": said.warning, "form": form})


def _decide(request: HttpRequest, said: Justification, data: dict) -> Justification:
    given = {"accept": data["accept"] == "yes", "opinion": data["reason"], "end": data["end"]}
    return decide_duty(said, actor=request.actor, at=clock.now(), **given)
