"""Coverage of the systems by place, drill-down to the projects, and the tile map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import rows_export
from portal.lib import clock
from portal.lib.columns import Column
from portal.tenancy.models import Region
from projects.checklists import Checklist
from projects.coverage import Line, coverage, lists_of, places_of, tiles
from projects.models import SystemLamps


def _chosen(request: HttpRequest) -> tuple[Checklist, list[Checklist]]:
    lists = lists_of(request.actor, clock.today())
    return next((found for found in lists if found.code == request.GET.get("list")), lists[0]), lists


@page("projects.coverage")
def project_coverage(request: HttpRequest) -> HttpResponse:
    """Lines of the checklist down, places across: the share of projects that is green, each figure leading to those that are not."""
    checklist, lists = _chosen(request)
    places, by = places_of(request.actor)
    lines = coverage(request.actor, checklist, places, by)
    context = {"checklist": checklist, "lists": lists, "places": places, "lines": lines, "judged": _judged(request)}
    return render(request, "projects/coverage.html", context)


def _judged(request: HttpRequest) -> dict[str, Any]:
    """How old the summary is."""
    rows = SystemLamps.objects.visible_to(request.actor)
    newest = rows.order_by("-on").values_list("on", flat=True).first()
    return {"on": newest, "waiting": rows.filter(is_stale=True).count()}


@recorded
@page("projects.coverage")
def coverage_export(request: HttpRequest) -> HttpResponse:
    checklist, _ = _chosen(request)
    places, by = places_of(request.actor)
    return rows_export(request, columns(places), coverage(request.actor, checklist, places, by), f"{checklist.title}覆盖率{clock.today():%Y%m%d}")


def columns(places: list[Region]) -> list[Column]:
    """The sheet: green of told, for the whole and for each place."""
    found = [Column("title", "项目"), Column("aspect", "方面"), Column("law", "依据"), *_pair("合计", lambda line: line.total)]
    for index, place in enumerate(places):
        found += _pair(place.name, lambda line, index=index: line.cells[index])
    return found


def _pair(name: str, cell: Any) -> list[Column]:
    def read(line: Line, what: str) -> int | None:
        share = cell(line).share
        return getattr(share, what) if share else None

    return [
        Column(f"{name}green", f"{name} 到位", kind="int", value=lambda line: read(line, "green")),
        Column(f"{name}told", f"{name} 应核", kind="int", value=lambda line: read(line, "told")),
    ]


@page("projects.coverage")
def project_map(request: HttpRequest) -> HttpResponse:
    """The tile map: one tile a place, one square a project."""
    checklist, lists = _chosen(request)
    places, by = places_of(request.actor)
    found = tiles(request.actor, checklist, places, by)
    return render(request, "projects/map.html", {"checklist": checklist, "lists": lists, "tiles": found})
