"""What is due: months of all the actor's projects."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from projects.models import Project
from wagepay.enums import CURRENT_SHEETS, SheetState
from wagepay.filters import ProjectMonthFilter
from wagepay.models import ProjectMonth
from wagepay.tables import month_columns

EMPTY = Empty("没有要办的月份", "导入考勤或工资表后，每个项目每个月在这里有一行，写明到哪一步、下一步做什么。")


@page("wagepay.overview")
def overview(request: HttpRequest) -> HttpResponse:
    """Months newest first, each with its pay day, how far it is and what is next."""
    actor, on = request.actor, clock.today()
    rows = ProjectMonth.objects.visible_to(actor).exclude(attended=0, listed=0, paid_count=0)
    table = Table(
        request, rows.select_related("project", "employer"), month_columns(on), ProjectMonthFilter, order=("-month", "due_on", "project_id", "employer_id"),
        title="工资月份", empty=EMPTY, row_key=lambda row: f"{row.project_id}-{row.month}-{row.employer_id}",
    )  # fmt: skip
    context = {"table": table, "strip": _strip(rows, on), "projects": _projects(actor)}
    return part_or_page(request, "wagepay/overview.html", "parts/_table.html", context)


def _strip(rows, on) -> list[dict]:
    """Four counts that are also the filter of the list below."""
    unpaid = Q(full_paid_on__isnull=True)
    counts = rows.aggregate(
        sheet=Count("month", filter=unpaid & Q(sheet_state="", attended__gt=0)),
        approve=Count("month", filter=unpaid & Q(sheet_state=SheetState.SUBMITTED)),
        pay=Count("month", filter=unpaid & Q(sheet_state__in=set(CURRENT_SHEETS) - {SheetState.SUBMITTED})),
        late=Count("month", filter=unpaid & Q(due_on__lt=on)),
    )
    words = (("sheet", "待报工资表"), ("approve", "待总包审核"), ("pay", "待发放"))
    strip = [{"label": label, "value": counts[step], "unit": "个月", "url": f"?step={step}"} for step, label in words]
    late = {"label": "过了发薪日没有发清", "value": counts["late"], "unit": "个月", "url": "?step=open"}
    return [*strip, late | ({"note": "按条例十四条应发", "level": "red"} if counts["late"] else {})]


def _projects(actor) -> list[Project]:
    """An enterprise's own projects, to begin from; officials begin from the months."""
    if actor.role not in ENTERPRISE:
        return []
    return list(Project.objects.visible_to(actor).unfinished().order_by("name_key")[:30])
