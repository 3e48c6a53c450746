"""The list of projects and its export."""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy

from portal.accounts.enums import Role
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.accounts.saved_views import saved_of
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock, marks, show
from portal.lib.htmx import part_or_page
from portal.lib.tables import Bulk, Column, Empty, Table
from portal.tenancy.scope import Actor
from projects.filters import ProjectFilter
from projects.models import Project
from projects.queries.counts import project_strip
from projects.queries.waived import waived_gaps
from projects.tables import PROJECTS

# As on the dossier: the contract between owner and contractor, account and deposit are not the subcontractor's business.
NOT_FOR_SUBCONTRACTORS = ("contract_amount", "gaps", "steps")

EXPORTS = (
    ("导出台账", reverse_lazy("project_export")),
    ("国家字典代码：项目", reverse_lazy("project_national")),
    ("国家字典代码：参建单位", reverse_lazy("party_national")),
)


def _rows(request: HttpRequest, waived: Mapping[str, Q]) -> QuerySet:
    rows = Project.objects.visible_to(request.actor).with_gaps(clock.today(), waived).with_steps()
    return rows.select_related("region", "township", "owner", "general_contractor", "inspector")


def _waived(actor: Actor) -> dict[str, Q]:
    """Of which gaps the places of these projects ask nothing."""
    return waived_gaps(Project.objects.visible_to(actor), clock.today())


def _table(request: HttpRequest, waived: Mapping[str, Q]) -> Table:
    may_register = may(request.actor, "projects.register")
    empty = (
        Empty("还没有项目", "登记一个项目，或从台账导入。", reverse("project_new"), "登记项目")
        if may_register
        else Empty("还没有项目", "您参建或负责的项目登记后显示在这里。")
    )
    exports = EXPORTS if may(request.actor, "projects.export") else ()
    columns = [_veiled(column, request.actor) if column.name in NOT_FOR_SUBCONTRACTORS else column for column in PROJECTS]
    columns = [column for column in columns if column is not None]
    return Table(
        request, _rows(request, waived), columns, ProjectFilter, order=("name_key",), title="项目台账", empty=empty, exports=exports, bulk=_bulk(request.actor)
    )


def _bulk(actor: Actor) -> tuple[Bulk, ...]:
    """What may be done to several projects at once."""
    offered = (("projects.assign", Bulk("指定监察员", reverse("project_bulk_inspector"))), ("projects.update", Bulk("加减标签", reverse("project_bulk_tag"))))
    return tuple(button for verb, button in offered if may(actor, verb))


def _veiled(column: Column, actor: Actor) -> Column | None:
    """The column, empty where the firm stands for its own people alone; a subcontractor does so everywhere."""
    if actor.role == Role.SUBCONTRACTOR:
        return None
    if not actor.own_people_only:
        return column
    hidden = actor.own_people_only
    draw = (lambda p: marks.mark("none", show.NOTHING) if p.pk in hidden else column.html(p)) if column.html else None
    return replace(column, value=lambda p: None if p.pk in hidden else column.read(p), html=draw)


@page("projects.list")
def project_list(request: HttpRequest) -> HttpResponse:
    """All projects the actor may see, filtered, sorted, page by page."""
    waived = _waived(request.actor)
    context = {
        "table": _table(request, waived),
        "saved": saved_of(request, "project_list"),
        "query": request.GET.urlencode(),
        "strip": project_strip(Project.objects.visible_to(request.actor), clock.today(), waived),
        "may_register": may(request.actor, "projects.register"),
        "may_import": may(request.actor, "projects.import"),
    }
    return part_or_page(request, "projects/project_list.html", "parts/_table.html", context)


@recorded
@page("projects.export")
def project_export(request: HttpRequest) -> HttpResponse:
    """The filtered list as a workbook, with the national dictionary's codes."""
    return list_export(request, _table(request, _waived(request.actor)), f"项目台账{clock.today():%Y%m%d}")
