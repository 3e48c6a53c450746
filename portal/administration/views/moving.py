"""Merging and splitting divisions: what would move is shown first, by table, and nothing is taken back afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.administration.forms.regions import MergeForm, SplitForm
from portal.administration.keeping import check_keeps_region, region_for
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.trying import tried
from portal.tenancy.actions.merge_regions import ANSWERING, merge_regions, preview_merger
from portal.tenancy.actions.split_region import preview_split, split_region
from portal.tenancy.models import Region


def _peers(found: Region) -> "Region.objects":
    """Divisions of the same kind below the same node, counties below the whole province."""
    levels = ANSWERING if found.level in ANSWERING else [found.level]
    peers = Region.objects.standing().filter(level__in=levels).exclude(pk=found.pk)
    if found.level in ANSWERING:
        return peers.filter(path__startswith=f"/{found.ancestor_ids[0]}/")
    return peers.filter(parent_id=found.parent_id)


@page("administration.townships")
def region_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the successor, see the rows, confirm."""
    actor, found = request.actor, region_for(request.actor, code)
    check_keeps_region(actor, found)
    peers = _peers(found)
    target = peers.filter(code=request.GET.get("into", "")).first()
    form = MergeForm(request.POST or None, targets=peers, initial={"target": target, "on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        moved = tried(
            form,
            lambda: merge_regions(actor=actor, source=found, target=data["target"], on=data["on"], document=data["document"], today=clock.today()),
        )
        if moved is not None:
            rows = sum(moved.values()) if isinstance(moved, dict) else 0
            messages.success(request, f"“{found.name}”已并入“{data['target'].name}”，随迁 {rows} 行。")
            return redirect("region", data["target"].code)
        target = data["target"]
    context = {"region": found, "form": form, "peers": peers.order_by("code"), "target": target}
    if target:
        context |= _shown(lambda: preview_merger(source=found, target=target))
    return render(request, "administration/region_merge.html", context)


def _shown(look) -> dict:
    try:
        return {"preview": look()}
    except Refused as refusal:
        return {"refused": refusal.reason}


@page("tenancy.regions")
def region_split(request: HttpRequest, code: str) -> HttpResponse:
    """Choose townships and projects, see the rows, confirm."""
    actor, found = request.actor, region_for(request.actor, code)
    form = SplitForm(request.POST or None, source=found, targets=_peers(found), initial={"on": clock.today()})
    context = {"region": found, "form": form}
    if request.method == "POST" and "look" in request.POST:
        form.fields["sure"].required = form.fields["document"].required = False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        parts = {"target": data["target"], "townships": list(data["townships"]), "project_codes": data["projects"]}
        if "look" in request.POST:
            context |= _shown(lambda: preview_split(source=found, **parts))
            return render(request, "administration/region_split.html", context)
        moved = tried(form, lambda: split_region(actor=actor, source=found, on=data["on"], document=data["document"], today=clock.today(), **parts))
        if moved is not None:
            messages.success(request, f"已从“{found.name}”划转到“{data['target'].name}”。")
            return redirect("region", data["target"].code)
    return render(request, "administration/region_split.html", context)
