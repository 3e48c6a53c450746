"""The filtered projects, and their parties, in the codes of the national dictionary."""

from django.http import HttpRequest, HttpResponse

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.tables import Table
from projects.filters import ProjectFilter
from projects.models import Project, ProjectParty
from projects.models.base import whole_sites
from projects.tables_national import NATIONAL, NATIONAL_PARTIES


def _projects(request: HttpRequest) -> Table:
    rows = Project.objects.visible_to(request.actor).filter(whole_sites(request.actor, "pk")).select_related("region", "owner", "general_contractor")
    return Table(request, rows, NATIONAL, ProjectFilter, order=("name_key",), title="项目（国家字典代码）")


@recorded
@page("projects.export")
def project_national(request: HttpRequest) -> HttpResponse:
    return list_export(request, _projects(request), f"项目（国家字典代码）{clock.today():%Y%m%d}")


@recorded
@page("projects.export")
def party_national(request: HttpRequest) -> HttpResponse:
    """The parties of the projects the same filter leaves."""
    chosen = _projects(request).filtered.order_by().values("pk")
    rows = ProjectParty.objects.visible_to(request.actor).filter(project__in=chosen).select_related("project", "organisation", "parent__organisation")
    table = Table(request, rows, NATIONAL_PARTIES, None, order=("project__code", "pk"), title="参建单位（国家字典代码）")
    return list_export(request, table, f"参建单位（国家字典代码）{clock.today():%Y%m%d}")
