"""Changing a figure: the form, what it will change, the confirmation; and taking one's own figure back."""

import re
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried
from portal.policy.actions.change_policy import basis_of, change_policy
from portal.policy.forms.edit import EndForm, PolicyForm
from portal.policy.lines import level_words, told_apart
from portal.policy.views.policies import key_or_404
from portal.tenancy.actions.end_policy import end_policy
from portal.tenancy.consequences import Change, consequences
from portal.tenancy.enums import Certainty
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.policy_keys import PolicyKey
from portal.tenancy.policy_values import shown, typed
from portal.tenancy.scope import Actor

CARRIED = ("csrfmiddlewaretoken", "step", "basis")


def _own(actor: Actor) -> Region:
    return Region.objects.get(pk=actor.region_id)


def _settable(name: str) -> PolicyKey:
    key = key_or_404(name)
    if key.fixed:
        raise Http404
    return key


@page("policy.edit")
def policy_edit(request: HttpRequest, key: str) -> HttpResponse:
    """GET shows the form; a POST shows what it will change, and only the POST of that page saves, or leads back with what was typed."""
    found, region, step = _settable(key), _own(request.actor), request.POST.get("step", "")
    form = PolicyForm(request.POST or None, key=found, initial=_initial(request, found, region))
    if request.method == "POST" and form.is_valid() and step != "edit":
        if step == "save":
            return _save(request, found, region, form)
        return render(request, "policy/preview.html", _preview(request, found, region, form.cleaned_data))
    return render(request, "policy/edit.html", {"form": form, "key": found, "region": region}, status=422 if form.errors else 200)


def _initial(request: HttpRequest, key: PolicyKey, region: Region) -> dict[str, Any]:
    """The value in force, a number that was tried elsewhere (``?value=``), or an earlier one of the own level to go back to."""
    chosen = request.GET.get("from", "")
    row = PolicyRow.objects.filter(pk=chosen, region=region, key=key.key).first() if chosen.isdecimal() else None
    if row is not None:
        reason = f"恢复 {row.valid_from:%Y-%m-%d} 起的值"
        return {"value": typed(key, row.value), "source": row.source, "certainty": row.certainty, "valid_from": clock.today(), "reason": reason}
    now = PolicySet(region, clock.today())
    own = now.row(key.key)
    is_own = own is not None and own.region_id == region.pk and own.value is not None
    source = own.source if is_own and own.certainty != Certainty.DEMO else ""
    tried_number = request.GET.get("value", "")
    value = tried_number if key.kind in (int, Decimal) and re.fullmatch(r"\d{1,9}(\.\d{1,6})?", tried_number) else now[key.key].value
    return {"value": value, "source": source, "certainty": "A", "valid_from": clock.today()}


def _preview(request: HttpRequest, key: PolicyKey, region: Region, data: dict[str, Any]) -> dict[str, Any]:
    today, value = clock.today(), typed(key, data["value"])
    row = PolicyRow(region=region, key=key.key, value=data["value"], valid_from=data["valid_from"], source=data["source"], certainty=data["certainty"])
    places = (region, *_below(region))
    change = Change(key, row, places, today)
    before, after = policy_sets(places, row.valid_from), policy_sets(places, row.valid_from, proposed=[row])
    lines = [_line(key, place, before[place.pk], after[place.pk]) for place in places]
    return {
        "key": key,
        "region": region,
        "data": data,
        "words": shown(key, value),
        "rows": [shown(key, [row]) for row in value] if key.columns and isinstance(value, list) else [],
        "lines": lines,
        "changed": sum(line["changes"] for line in lines),
        "told": consequences(request.actor, change),
        "is_past": row.valid_from < today,
        "is_future": row.valid_from > today,
        "basis": basis_of(region, key.key),
        "posted": [(name, value) for name in request.POST if name not in CARRIED for value in request.POST.getlist(name)],
    }


def _below(region: Region) -> list[Region]:
    """The counties that take over what their city sets."""
    return list(Region.objects.subtree(region).counties().exclude(pk=region.pk).order_by("code"))


def _line(key: PolicyKey, place: Region, before: PolicySet, after: PolicySet) -> dict[str, Any]:
    old, new = before[key.key], after[key.key]
    return {
        "place": place,
        "old": told_apart(key, old.value, new.value),
        "old_level": level_words(old),
        "new": told_apart(key, new.value, old.value),
        "new_level": level_words(new),
        "changes": (old.value, old.level) != (new.value, new.level),
    }


def _save(request: HttpRequest, key: PolicyKey, region: Region, form: PolicyForm) -> HttpResponse:
    given = {"region": region, "key": key.key, "basis": request.POST.get("basis", ""), **form.cleaned_data}
    if tried(form, lambda: change_policy(actor=request.actor, at=clock.now(), **given)) is None:
        return render(request, "policy/edit.html", {"form": form, "key": key, "region": region}, status=422)
    messages.success(request, f"已设置“{key.label}”，{form.cleaned_data['valid_from']:%Y-%m-%d} 生效。")
    return redirect("policy", key.key)


@page("policy.edit")
def policy_end(request: HttpRequest, key: str) -> HttpResponse:
    """From a day on the level above decides again; the value itself stays in the history."""
    found, region = _settable(key), _own(request.actor)
    row = PolicyRow.objects.filter(region=region, key=key, valid_to__isnull=True).select_related("region").first()
    if row is None:
        raise Http404
    back = reverse("policy", args=[key])
    form = EndForm(request.POST or None, initial={"valid_to": clock.today()})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: end_policy(actor=request.actor, row=row, at=clock.now(), **form.cleaned_data)) is not None:
            messages.success(request, f"已停用本级的“{found.label}”，改由上一级决定。")
            return redirect(back)
    text = f"现在是 {shown(found, typed(found, row.value))}（{row.valid_from:%Y-%m-%d} 起）。停用后由上一级或国家规定决定；历史里仍能看到。"
    return confirm(request, f"停用本级的“{found.label}”？", text=text, verb="停用", back=back, form=form)
