"""批示 of the leader in charge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.actions.instruct import instruct
from cases.forms.cases import InstructionForm
from cases.models import Case
from cases.views.trying import tried
from portal.accounts.pages import page
from portal.lib import clock


@page("cases.instruct", obj=(Case, "number"))
def case_instruct(request: HttpRequest, case: Case) -> HttpResponse:
    """GET shows the form, POST writes the instruction; the officers of the case are told."""
    form = InstructionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: instruct(case, actor=request.actor, text=form.cleaned_data["text"], at=clock.now())) is not None:
            messages.success(request, "已批示，承办人会收到消息。")
            return redirect(case)
    return render(request, "cases/instruct.html", {"case": case, "form": form})
