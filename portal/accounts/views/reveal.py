"""The page on which a whole number is shown; rooms bring the row and their right."""

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.accounts.reveal import reveal
from portal.lib.forms import ReasonForm
from portal.lib.trying import tried


def reveal_page(request: HttpRequest, obj: models.Model, field: str, *, among: tuple[str, ...], right: str, what: str, back: str) -> HttpResponse:
    """One number of one row, asked for with a reason. The view that calls it carries ``step_up="reveal"``."""
    if field not in among:
        raise Http404
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label, form.fields["reason"].help_text = "用途", "例如：给本人打电话核实金额。"
    value = ""
    if request.method == "POST" and form.is_valid():
        value = tried(form, lambda: reveal(obj, field, actor=request.actor, right=right, reason=form.cleaned_data["reason"], at=timezone.now())) or ""
    label = str(obj._meta.get_field(field).verbose_name)
    return render(request, "accounts/reveal.html", {"what": what, "label": label, "form": form, "value": value, "back": back})
