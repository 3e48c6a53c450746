"""The leading-group dashboard, its ranking as a workbook, and its wall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from earlywarning.models import EarlyWarning
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.dashboard.desk import days_to_spring_festival
from portal.dashboard.leading_group import SPANS, Overview, overview
from portal.documents.downloads import recorded
from portal.documents.exporting import rows_export
from portal.lib import clock
from portal.lib.columns import Column
from portal.tenancy.models import Region

RANKING = (
    Column("rank", "名次", kind="int"),
    Column("region.name", "县（区）"),
    Column("projects", "在建项目", kind="int"),
    Column("red", "红", kind="int"),
    Column("yellow", "黄", kind="int"),
    Column("blue", "蓝", kind="int"),
    Column("due", "到期", kind="int"),
    Column("cleared", "按期清零", kind="int"),
    Column("clearance_rate", "三日清零率", kind="rate"),
    Column("overdue", "超期未清", kind="int"),
    Column("wage_due", "应发项目", kind="int"),
    Column("wage_full", "足额发薪项目", kind="int"),
    Column("paid_rate", "足额发薪率", kind="rate"),
    Column("owed", "待解决", unit="元", kind="money"),
    Column("owed_people", "待解决人数", kind="int"),
    Column("paid", "追发", unit="元", kind="money"),
    Column("titles", "安薪项目", kind="int"),
    Column("score", "得分", kind="number"),
)


def _found(request: HttpRequest) -> Overview:
    span = request.GET.get("span", "week")
    region = Region.objects.get(pk=request.actor.region_id)
    return overview(request.actor, region, on=clock.today(), span=span if span in dict(SPANS) else "week")


def _context(request: HttpRequest) -> dict:
    now = clock.now()
    return {"found": _found(request), "now": now, "days_left": days_to_spring_festival(now.date())}


@page("dashboard.leading_group")
def leading_group(request: HttpRequest) -> HttpResponse:
    """Counties ranked; every figure opens to its rows."""
    context = _context(request)
    spans = [(key, label) for key, label in SPANS if key != "campaign" or context["found"].campaign]
    return render(request, "dashboard/leading_group.html", context | {"spans": spans, "may_print": may(request.actor, "campaigns.bulletin")})


@recorded
@page("dashboard.leading_group")
def ranking_export(request: HttpRequest) -> HttpResponse:
    """The ranking with the sums its rates are made of."""
    found = _found(request)
    name = f"{found.region.name}县（区）排名 {found.since:%m%d}-{found.until:%m%d}"
    return rows_export(request, RANKING, found.lines, name)


@page("dashboard.leading_group")
def wall(request: HttpRequest) -> HttpResponse:
    """The same figures for a 1920×1080 screen, refreshed every five minutes, nothing to click; beside them what burns most."""
    urgent = EarlyWarning.objects.visible_to(request.actor).open().under_clock().filter(due_at__isnull=False).exclude(level="blue")
    rows = urgent.select_related("project", "region").order_by("due_at")[:7]
    return render(request, "dashboard/wall.html", _context(request) | {"urgent": rows})
