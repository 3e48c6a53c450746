"""The whole identity or phone number of a sender or worker: asked for with a reason, written down, then shown."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.models import Case, CaseWorkerLine, Lead
from cases.views.trying import tried
from portal.accounts.pages import page
from portal.accounts.reveal import reveal
from portal.lib import clock
from portal.lib.forms import ReasonForm

NUMBERS = ("id_number", "phone")


@page("cases.reveal", obj=(Lead, "uid"))
def lead_reveal(request: HttpRequest, lead: Lead, field: str) -> HttpResponse:
    return _page(request, lead, field, what=f"反映人{lead.name}" if lead.name else "反映人", back=lead.get_absolute_url())


@page("cases.reveal", obj=(Case, "number"))
def line_reveal(request: HttpRequest, case: Case, uid: Any, field: str) -> HttpResponse:
    line = CaseWorkerLine.objects.visible_to(request.actor).of(case).filter(uid=uid).first()
    if line is None or field != "id_number":
        raise Http404
    return _page(request, line, field, what=line.name, back=case.get_absolute_url())


def _page(request: HttpRequest, obj: models.Model, field: str, *, what: str, back: str) -> HttpResponse:
    if field not in NUMBERS:
        raise Http404
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label, form.fields["reason"].help_text = "用途", "例如：给本人打电话核实金额。"
    value = ""
    if request.method == "POST" and form.is_valid():
        value = tried(form, lambda: reveal(obj, field, actor=request.actor, right="cases.reveal", reason=form.cleaned_data["reason"], at=clock.now())) or ""
    label = str(obj._meta.get_field(field).verbose_name)
    return render(request, "cases/reveal.html", {"what": what, "label": label, "form": form, "value": value, "back": back})
