"""Lists: warnings, the clearance desk, the ledger of days."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from earlywarning.enums import OPEN_STATES
from earlywarning.filters import ClearanceFilter, LedgerFilter, WarningFilter
from earlywarning.forms import PeriodForm, last_month
from earlywarning.item_links import act_for, page_for
from earlywarning.models import ClearanceDay, ClearanceItem, ClearancePause, EarlyWarning, Escalation
from earlywarning.queries.counts import clearance_strip, warning_facets, warning_strip
from earlywarning.queries.ranking import Ranked, ranking
from earlywarning.tables import LEDGER, RANKING, WARNINGS, clearance_columns
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export, rows_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Bulk, Empty, Table
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def _warnings(request: HttpRequest) -> Table:
    rows = EarlyWarning.objects.visible_to(request.actor).select_related("project", "region")
    waits = any(request.GET.get(name) for name in ("said", "unchecked"))  # for somebody, whatever has become of the warning since
    if not request.GET.get("state") and not waits:
        rows = rows.filter(state__in=OPEN_STATES)
    if not request.GET.get("lane") and not waits:
        rows = rows.under_clock()
    return Table(
        request,
        rows,
        WARNINGS,
        WarningFilter,
        order=("due_at", "-opened_on"),
        title="预警",
        note="默认只列未结的；键盘 j、k 上下，x 勾选，回车打开",
        empty=Empty("没有未结的预警", "在建项目的规则都没有触发，或都已销号。"),
        exports=(("导出", reverse("warning_export")),),
        bulk=(Bulk("交办", reverse("warning_assign")),) if _may_assign(request.actor) else (),
        row_classes=lambda r: "over" if r.due_at and r.is_open and r.due_at < clock.now() else "",
    )


def _may_assign(actor: Actor) -> bool:
    """Inspectors answer for a county's warnings; an office above hands nothing to a county's people."""
    return may(actor, "earlywarning.assign") and Region.objects.filter(pk__in=actor.scope.write_regions).counties().exists()


@page("earlywarning.list")
def warning_list(request: HttpRequest) -> HttpResponse:
    """Warnings the actor may see, those due first."""
    table = _warnings(request)
    actor = request.actor
    context = {
        "table": table,
        "strip": warning_strip(actor, clock.now()),
        "facets": warning_facets(actor, clock.now(), request.GET.dict()),
        "may_report": may(actor, "earlywarning.report"),
        "may_forecast": may(actor, "earlywarning.forecast"),
        "may_follow": may(actor, "earlywarning.follow"),
    }
    return part_or_page(request, "earlywarning/warning_list.html", "parts/_table.html", context)


@recorded
@page("earlywarning.list")
def warning_export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return list_export(request, _warnings(request), "预警台账")


def _clearance(request: HttpRequest) -> Table:
    rows = ClearanceItem.objects.visible_to(request.actor).select_related("region")
    if not request.GET.get("state"):
        rows = rows.pending()
    return Table(
        request,
        rows,
        clearance_columns(request.actor),
        ClearanceFilter,
        order=("due_at",),
        title="三日清零",
        note="到期日当天结束前核实并反馈，逾期按阶梯升级",
        empty=Empty("没有待清零的事项", "预警、线索和没有建档的许可都已清零。"),
        exports=(("导出", reverse("clearance_export")),),
        row_classes=lambda r: "over" if r.cleared_on is None and r.due_at < clock.now() else "",
    )


@page("clearance.view")
def clearance_desk(request: HttpRequest) -> HttpResponse:
    """What must be cleared, by when."""
    context = {"table": _clearance(request), "strip": clearance_strip(request.actor, clock.today())}
    return part_or_page(request, "earlywarning/clearance.html", "parts/_table.html", context)


@recorded
@page("clearance.view")
def clearance_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _clearance(request), "三日清零待办")


def _ledger(request: HttpRequest) -> Table:
    rows = ClearanceDay.objects.visible_to(request.actor).select_related("region")
    return Table(
        request,
        rows,
        LEDGER,
        LedgerFilter,
        order=("-day", "region"),
        title="三日清零台账",
        note="当日结束后冻结，不再变动",
        empty=Empty("还没有台账", "每日清零运行后按县（区）登记一行。"),
        exports=(("导出", reverse("clearance_ledger_export")),),
        per_page=50,
    )


@page("clearance.view", obj=(ClearanceItem, "uid"))
def clearance_item(request: HttpRequest, item: ClearanceItem) -> HttpResponse:
    """One item under the clock: its term, who approved what, which rungs it has taken."""
    actor, on = request.actor, clock.today()
    pauses = list(ClearancePause.objects.visible_to(actor).filter(item=item))
    is_pending = item.cleared_on is None
    context = {
        "item": item,
        "url": page_for(actor, item),
        "act": act_for(actor, item),
        "pauses": pauses,
        "standing": next((pause for pause in pauses if pause.holds(on)), None) if is_pending else None,
        "escalations": Escalation.objects.visible_to(actor).filter(item=item),
        "may_extend": is_pending and may(actor, "clearance.extend"),
        "may_pause": is_pending and item.hours_from is None and item.due_on >= on and may(actor, "clearance.pause"),
    }
    return render(request, "earlywarning/item.html", context)


def _ranking(request: HttpRequest) -> tuple[list[Ranked], dt.date, dt.date]:
    form = _period(request)
    asked = form.cleaned_data if form.is_valid() else last_month(clock.today())
    return ranking(request.actor, asked["since"], asked["until"]), asked["since"], asked["until"]


def _period(request: HttpRequest) -> PeriodForm:
    """The days asked for, with what is wrong about them; the last thirty where nobody asks."""
    return PeriodForm(request.GET or last_month(clock.today()))


@page("clearance.view")
def clearance_ranking(request: HttpRequest) -> HttpResponse:
    """Counties side by side over some days, the best first."""
    rows, since, until = _ranking(request)
    return render(request, "earlywarning/ranking.html", {"rows": rows, "since": since, "until": until, "form": _period(request)})


@recorded
@page("clearance.view")
def clearance_ranking_export(request: HttpRequest) -> HttpResponse:
    return rows_export(request, RANKING, _ranking(request)[0], "三日清零排名")


@page("clearance.view")
def clearance_ledger(request: HttpRequest) -> HttpResponse:
    """The frozen figures by day and county."""
    return part_or_page(request, "earlywarning/ledger.html", "parts/_table.html", {"table": _ledger(request)})


@recorded
@page("clearance.view")
def clearance_ledger_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _ledger(request), "三日清零台账")
