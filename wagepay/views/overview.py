"""What is due: months of all the actor's projects."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from projects.models import Project
from wagepay.filters import ProjectMonthFilter
from wagepay.models import ProjectMonth
from wagepay.queries.strips import month_strip
from wagepay.tables import month_columns

EMPTY = Empty("没有要办的月份", "导入考勤或工资表后，每个项目每个月在这里有一行，写明到哪一步、下一步做什么。")


def _months(request: HttpRequest) -> Table:
    """Months newest first, each with its pay day, how far it is and what is next."""
    return Table(
        request, ProjectMonth.objects.visible_to(request.actor).touched().select_related("project", "employer"), month_columns(clock.today()), ProjectMonthFilter,
        order=("-month", "due_on", "project_id", "employer_id"), title="工资月份", empty=EMPTY, exports=(("导出", reverse("wage_overview_export")),),
        row_key=lambda row: f"{row.project_id}-{row.month}-{row.employer_id}",
    )  # fmt: skip


@recorded
@page("wagepay.overview")
def overview_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _months(request), f"工资月份{clock.today():%Y%m%d}")


@page("wagepay.overview")
def overview(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "table": _months(request),
        "strip": month_strip(actor, clock.today()),
        "projects": _projects(actor),
        "sees_people": may(actor, "wagepay.people"),
    }
    return part_or_page(request, "wagepay/overview.html", "parts/_table.html", context)


def _projects(actor) -> list[Project]:
    """An enterprise's own projects, to begin from; officials begin from the months."""
    if actor.role not in ENTERPRISE:
        return []
    return list(Project.objects.visible_to(actor).unfinished().order_by("name_key")[:30])
