"""Townships with their grids: how many sites, how many officers, who looks after what."""

import datetime as dt
from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.administration.actions.keep_grids import close_grid, keep_grid, officers_of
from portal.administration.filters import TownshipFilter
from portal.administration.forms.grids import GridForm
from portal.administration.keeping import region_for, regions_of
from portal.administration.models import Grid
from portal.administration.staffing import officers_by_township, with_sites
from portal.administration.tables import townships
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.errors import Refused
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor
from projects.policies import PROJECTS_PER_GRID


def _table(request: HttpRequest) -> Table:
    actor, on = request.actor, clock.today()
    rows = with_sites(regions_of(actor).townships().select_related("parent"), actor)
    officers = officers_by_township(actor, on)
    grids = Counter(Grid.objects.standing().filter(township__in=actor.scope.read_regions).values_list("township", flat=True))
    return Table(
        request, rows, townships(officers, grids, _most(actor, on)), TownshipFilter, order=("-sites", "code"), title="乡镇街道和网格员配备",
        note="按政策参数“一名网格员最多看护的在建项目”", empty=Empty("没有乡镇街道", "先在“辖区”里新增。"), exports=(("导出", reverse("grid_export")),),
    )  # fmt: skip


def _most(actor: Actor, on: dt.date) -> dict[int, int]:
    """How many sites an officer may have in each county; none where no notice says so."""
    counties = Region.objects.filter(pk__in=actor.scope.read_regions).counties()
    return {pk: policies[PROJECTS_PER_GRID].value for pk, policies in policy_sets(counties, on).items()}


@page("administration.grids")
def grid_list(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "administration/grid_list.html", "parts/_table.html", {"table": _table(request)})


@recorded
@page("administration.grids")
def grid_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"网格员配备{clock.today():%Y%m%d}")


def _grid(request: HttpRequest, pk: int) -> Grid:
    found = Grid.objects.standing().filter(pk=pk, township__in=request.actor.scope.read_regions).select_related("township").first()
    if found is None:
        raise Http404
    return found


@page("administration.keep_grids")
def grid_new(request: HttpRequest, code: str) -> HttpResponse:
    """A grid of one township."""
    return _edit(request, region_for(request.actor, code), None)


@page("administration.keep_grids")
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, area and officers."""
    found = _grid(request, pk)
    return _edit(request, found.township, found)


def _edit(request: HttpRequest, township, found: Grid | None) -> HttpResponse:
    on = clock.today()
    initial = {"name": found.name, "area": found.area, "officers": found.officers.all()} if found else {}
    form = GridForm(request.POST or None, officers=officers_of(township, on), initial=initial)
    if request.method == "POST" and form.is_valid():
        kept = tried(form, lambda: keep_grid(actor=request.actor, township=township, on=on, grid=found, **form.cleaned_data))
        if kept:
            messages.success(request, f"已保存“{kept.name}”。")
            return redirect("region", township.code)
    title = f"{township.name}：{found.name if found else '新网格'}"
    context = {"form": form, "title": title, "back": reverse("region", args=[township.code]), "verb": "保存"}
    return render(request, "administration/form.html", context)


@page("administration.keep_grids")
def grid_close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _grid(request, pk)
    back = reverse("region", args=[found.township.code])
    if request.method == "POST":
        try:
            close_grid(actor=request.actor, grid=found, on=clock.today())
        except Refused as refusal:
            messages.error(request, refusal.reason)
        else:
            messages.success(request, f"“{found.name}”已撤销。")
        return redirect(back)
    return confirm(request, f"撤销“{found.name}”？", text="网格员的任职不变，只是不再有这个网格。", verb="撤销", back=back)
