"""The incident switch on a page: what is stopped, stop, open again."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.actions.freeze_data import freeze_data, lift_freeze
from portal.accounts.forms import FreezeForm
from portal.accounts.models import Freeze
from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.tenancy.models import Region

MOST = 50


def _freezes(request: HttpRequest):
    """Those of one's regions, and those of the whole installation, which one cannot lift."""
    own = Freeze.objects.filter(region_id__in=request.actor.scope.read_regions)
    return (own | Freeze.objects.filter(region=None)).select_related("region")


@page("accounts.freeze")
def incident(request: HttpRequest) -> HttpResponse:
    """GET shows, POST stops a region's data."""
    regions = Region.objects.filter(pk__in=request.actor.scope.read_regions).exclude(level="township").order_by("path")
    form = FreezeForm(request.POST if request.method == "POST" else None, regions=regions)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        freeze = freeze_data(
            actor=request.actor, region=asked["region"], reason=asked["reason"], at=clock.now(),
            ends_sessions=asked["ends_sessions"], keep=request.session.session_key or "",
        )  # fmt: skip
        messages.success(request, f"{freeze}的完整号码和导出已停用，结束了 {freeze.sessions_ended} 处登录。")
        return redirect("incident")
    rows = list(_freezes(request)[:MOST])
    context = {"form": form, "rows": rows, "in_force": [row for row in rows if row.ended_at is None], "own": request.actor.scope.read_regions}
    return render(request, "accounts/incident.html", context, status=422 if form.errors else 200)


@page("accounts.freeze")
def incident_lift(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """GET asks on what ground, POST opens again."""
    freeze = _freezes(request).filter(uid=uid, region__isnull=False).first()
    if freeze is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        lift_freeze(actor=request.actor, freeze=freeze, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, f"{freeze}的完整号码和导出已恢复。")
        return redirect("incident")
    text = "恢复后，有权限的人可以查看完整号码和导出；已结束的登录需要重新登录。"
    return confirm(request, f"恢复{freeze}的完整号码和导出？", text=text, verb="恢复", back=reverse("incident"), form=form, kind="btn-primary")
