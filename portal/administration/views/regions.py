"""The tree of divisions: look, search, add, rename, renumber, close."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.administration.filters import RegionFilter
from portal.administration.forms.regions import CloseForm, RegionForm, RenameForm
from portal.administration.keeping import check_keeps_region, is_operator, keeps_region, region_for, regions_of
from portal.administration.models import Grid
from portal.administration.tables import REGIONS
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.actions.add_region import add_region
from portal.tenancy.actions.close_region import close_region
from portal.tenancy.actions.rename_region import rename_region
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.scope import Actor


@dataclass
class Node:
    """One line of the tree with what stands below it."""

    region: Region
    is_tenant: bool
    children: list["Node"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.region.level in (RegionLevel.PROVINCE, RegionLevel.CITY)


def _tree(actor: Actor) -> list[Node]:
    """Provinces to counties in one query; townships are counted and stand on their county's page."""
    rows = regions_of(actor).standing().exclude(level=RegionLevel.TOWNSHIP)
    towns = Count("children", filter=Q(children__level=RegionLevel.TOWNSHIP, children__is_closed=False))
    tenants = set(Jurisdiction.objects.values_list("region_id", flat=True))
    nodes = {region.pk: Node(region, region.pk in tenants) for region in rows.annotate(towns=towns).order_by("code")}
    below: dict[int | None, list[Node]] = defaultdict(list)
    for node in nodes.values():
        below[node.region.parent_id if node.region.parent_id in nodes else None].append(node)
    for pk, node in nodes.items():
        node.children = below[pk]
    return below[None]


@page("administration.regions")
def region_tree(request: HttpRequest) -> HttpResponse:
    """The tree, unfolded down to the counties."""
    actor = request.actor
    context = {"nodes": _tree(actor), "may_import": may(actor, "tenancy.regions"), "may_open": may(actor, "tenancy.open")}
    return render(request, "administration/region_tree.html", context)


def _table(request: HttpRequest) -> Table:
    rows = regions_of(request.actor).select_related("parent", "successor", "jurisdiction")
    return Table(
        request, rows, REGIONS, RegionFilter, order=("code",), title="辖区列表",
        empty=Empty("没有这样的辖区", "按名称、现代码或曾用代码查找。"), exports=(("导出", reverse("region_export")),),
    )  # fmt: skip


@page("administration.regions")
def region_list(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "administration/region_list.html", "parts/_table.html", {"table": _table(request)})


@recorded
@page("administration.regions")
def region_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"辖区{clock.today():%Y%m%d}")


@page("administration.regions")
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One node: its codes and names by date, what stands below it, what may be done with it."""
    actor = request.actor
    found = region_for(actor, code)
    children: QuerySet = found.children.select_related("successor").annotate(grid_count=Count("grids", filter=Q(grids__closed_on__isnull=True)))
    context = {
        "region": found,
        "above": Region.objects.filter(pk__in=found.ancestor_ids[:-1]).order_by("path"),
        "children": children.order_by("is_closed", "code"),
        "changes": found.changes.select_related("other"),
        "tenant": Jurisdiction.objects.select_related("office").filter(region=found).first(),
        "keeps": may(actor, "administration.townships") and keeps_region(actor, found) and not found.is_closed,
        "may_add": _may_add(actor, found),
        "grids": Grid.objects.standing().filter(township=found).prefetch_related("officers__user"),
        "may_keep_grids": may(actor, "administration.keep_grids") and found.level == RegionLevel.TOWNSHIP and not found.is_closed,
        "may_split": is_operator(actor) and not found.is_closed and found.level in (RegionLevel.COUNTY, RegionLevel.ZONE),
        "may_open": may(actor, "tenancy.open") and not found.is_closed and found.level in (RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.ZONE),
    }
    return render(request, "administration/region.html", context)


def _may_add(actor: Actor, parent: Region) -> bool:
    if parent.is_closed or not may(actor, "administration.townships") or parent.level == RegionLevel.TOWNSHIP:
        return False
    return is_operator(actor) or parent.level in (RegionLevel.COUNTY, RegionLevel.ZONE)


@page("administration.townships")
def region_new(request: HttpRequest, code: str) -> HttpResponse:
    """A division below this one; an administrator adds townships to his counties."""
    actor, parent = request.actor, region_for(request.actor, code)
    if not _may_add(actor, parent):
        raise PermissionDenied
    form = RegionForm(request.POST or None, parent=parent, townships_only=not is_operator(actor))
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: add_region(actor=actor, parent=parent, on=clock.today(), **form.cleaned_data))
        if made:
            messages.success(request, f"已设立“{made.name}”。")
            return redirect("region", made.code)
    return render(
        request, "administration/form.html", {"form": form, "title": f"在“{parent.name}”下新增", "back": reverse("region", args=[code]), "verb": "新增"}
    )


@page("administration.townships")
def region_rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name or code from a day on."""
    actor, found = request.actor, region_for(request.actor, code)
    check_keeps_region(actor, found)
    form = RenameForm(request.POST or None, initial={"name": found.name, "code": found.code, "on": clock.today()})
    if request.method == "POST" and form.is_valid():
        changed = tried(form, lambda: rename_region(actor=actor, region=found, today=clock.today(), **form.cleaned_data))
        if changed:
            messages.success(request, f"已变更为“{changed.name}”（{changed.code}）。")
            return redirect("region", changed.code)
    title = f"“{found.name}”更名或换码"
    return render(request, "administration/form.html", {"form": form, "title": title, "back": reverse("region", args=[code]), "verb": "保存变更"})


@page("administration.townships")
def region_close(request: HttpRequest, code: str) -> HttpResponse:
    """The end of a division that has neither rows nor divisions below it."""
    actor, found = request.actor, region_for(request.actor, code)
    check_keeps_region(actor, found)
    form = CloseForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid() and tried(form, lambda: close_region(actor=actor, region=found, today=clock.today(), **form.cleaned_data)):
        messages.success(request, f"“{found.name}”已撤销。")
        return redirect("region", found.code)
    note = "只有下面没有辖区、名下没有记录的才能撤销；有记录的请用“并入”。撤销后不能恢复，代码和名称留在沿革里。"
    context = {"form": form, "title": f"撤销“{found.name}”", "note": note, "back": reverse("region", args=[code]), "verb": "撤销", "kind": "btn-warnred"}
    return render(request, "administration/form.html", context)
