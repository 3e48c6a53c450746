"""What is due: months of all the actor's projects."""

from django.db.models import Count, Q, QuerySet, Sum
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
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import CURRENT_SHEETS, SheetState
from wagepay.filters import ProjectMonthFilter
from wagepay.models import ProjectMonth
from wagepay.tables import month_columns

EMPTY = Empty("没有要办的月份", "导入考勤或工资表后，每个项目每个月在这里有一行，写明到哪一步、下一步做什么。")


def _months(request: HttpRequest) -> Table:
    """Months newest first, each with its pay day, how far it is and what is next."""
    return Table(
        request, _touched(request.actor).select_related("project", "employer"), month_columns(clock.today()), ProjectMonthFilter,
        order=("-month", "due_on", "project_id", "employer_id"), title="工资月份", empty=EMPTY, exports=(("导出", reverse("wage_overview_export")),),
        row_key=lambda row: f"{row.project_id}-{row.month}-{row.employer_id}",
    )  # fmt: skip


def _touched(actor: Actor) -> QuerySet:
    return ProjectMonth.objects.visible_to(actor).exclude(attended=0, listed=0, paid_count=0)


@recorded
@page("wagepay.overview")
def overview_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _months(request), f"工资月份{clock.today():%Y%m%d}")


@page("wagepay.overview")
def overview(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "table": _months(request),
        "strip": _strip(_touched(actor), clock.today()),
        "projects": _projects(actor),
        "sees_people": may(actor, "wagepay.people"),
    }
    return part_or_page(request, "wagepay/overview.html", "parts/_table.html", context)


def _strip(rows, on) -> list[dict]:
    """Counts that are also the filter of the list below: how many months wait for what, and how many people worked and stand on no sheet of theirs."""
    unpaid = Q(full_paid_on__isnull=True)
    counts = rows.aggregate(
        sheet=Count("month", filter=unpaid & Q(sheet_state="", attended__gt=0)),
        approve=Count("month", filter=unpaid & Q(sheet_state=SheetState.SUBMITTED)),
        pay=Count("month", filter=unpaid & Q(sheet_state__in=set(CURRENT_SHEETS) - {SheetState.SUBMITTED})),
        late=Count("month", filter=unpaid & Q(due_on__lt=on)),
        missing=Sum("missing_listed", filter=~Q(sheet_state=""), default=0),
    )
    words = (("sheet", "待报工资表"), ("approve", "待总包审核"), ("pay", "待发放"))
    strip = [{"label": label, "value": counts[step], "unit": "个月", "url": f"?step={step}"} for step, label in words]
    late = {"label": "过了发薪日没有发清", "value": counts["late"], "unit": "个月", "url": "?step=late"}
    missing = {"label": "出勤两天以上未列表", "value": counts["missing"], "unit": "人次", "url": "?step=missing"}
    return [*strip, late | ({"note": "按条例十四条应发", "level": "red"} if counts["late"] else {}), missing]


def _projects(actor) -> list[Project]:
    """An enterprise's own projects, to begin from; officials begin from the months."""
    if actor.role not in ENTERPRISE:
        return []
    return list(Project.objects.visible_to(actor).unfinished().order_by("name_key")[:30])
