"""The 17-column table: on screen with drill-down, as workbook, as PDF; corrections and sending."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from campaigns.actions.correct_cell import correct_cell, send_table, withdraw_correction
from campaigns.forms import CorrectionForm
from campaigns.models import Campaign, StatisticalReturn, TableCorrection
from campaigns.paper import other_lines, page_context, table_pdf, table_workbook
from campaigns.queries.winter_cell import cell_by_county, cell_rows
from campaigns.winter_table import COLUMNS, ROW_NAMES, WinterTable, build, shown
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.tenancy.models import Region


def _table(request: HttpRequest, campaign: Campaign) -> WinterTable:
    try:
        until = dt.date.fromisoformat(request.GET.get("until", ""))
    except ValueError:
        until = clock.today()
    return build(campaign, actor=request.actor, regions=_counties(request, campaign), until=until)


def _counties(request: HttpRequest, campaign: Campaign) -> list[Region]:
    rows = Region.objects.subtree(campaign.region).counties().filter(pk__in=request.actor.scope.read_regions)
    chosen = request.GET.get("region", "")
    return list(rows.filter(pk=int(chosen)) if chosen.isdigit() else rows)


@page("campaigns.view", obj=(Campaign, "code"))
def winter_table(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The table with its checks; a cell opens to its counties and rows."""
    table = _table(request, campaign)
    context = page_context(table, clock.today()) | {
        "campaign": campaign,
        "table": table,
        "others": other_lines(table),
        "checks": [check for check in table.checks if not check.ok],
        "check_count": len(table.checks),
        "counties": Region.objects.subtree(campaign.region).counties().filter(pk__in=request.actor.scope.read_regions),
        "chosen": request.GET.get("region", ""),
        "cell": _cell(request, campaign, table),
        "corrections": TableCorrection.objects.visible_to(request.actor).filter(campaign=campaign),
        "versions": StatisticalReturn.objects.visible_to(request.actor).filter(campaign=campaign),
        "may_correct": may(request.actor, "campaigns.correct"),
        "may_send": may(request.actor, "campaigns.send"),
        "row_names": ROW_NAMES,
    }
    return render(request, "campaigns/winter_table.html", context)


def _cell(request: HttpRequest, campaign: Campaign, table: WinterTable) -> dict | None:
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    if row not in ROW_NAMES or not column.isdigit() or not 1 <= int(column) <= 17:
        return None
    figure = COLUMNS[int(column) - 1]
    counties = _counties(request, campaign)
    return {
        "row": row,
        "row_name": ROW_NAMES[row],
        "figure": figure,
        "text": shown(figure, table.cells[row][figure.number]),
        "counties": cell_by_county(row, figure.number, counties, table.since, table.until),
        "rows": cell_rows(row, figure.number, [c.pk for c in counties], table.since, table.until),
    }


@page("campaigns.view", obj=(Campaign, "code"))
def winter_workbook(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    content = table_workbook(_table(request, campaign), clock.today())
    return _download(content, f"{campaign.name}情况.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@page("campaigns.view", obj=(Campaign, "code"))
def winter_pdf(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    return _download(table_pdf(_table(request, campaign), clock.today()), f"{campaign.name}情况.pdf", "application/pdf")


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


@page("campaigns.correct", obj=(Campaign, "code"))
def winter_correct(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Change one cell by hand, with the reason."""
    form = CorrectionForm(request.POST or None, initial={"row": request.GET.get("row"), "column": request.GET.get("column")})
    if request.method == "POST" and form.is_valid():
        correct_cell(actor=request.actor, campaign=campaign, at=clock.now(), **form.cleaned_data)
        messages.success(request, "更正已登记，原数仍可查看。")
        return redirect("winter_table", code=campaign.code)
    return render(request, "campaigns/winter_correct.html", {"campaign": campaign, "form": form})


@require_POST
@page("campaigns.correct", obj=(TableCorrection, "uid"))
def winter_withdraw(request: HttpRequest, correction: TableCorrection) -> HttpResponse:
    withdraw_correction(correction, actor=request.actor, at=clock.now())
    messages.success(request, "更正已撤回。")
    return redirect("winter_table", code=correction.campaign.code)


@require_POST
@page("campaigns.send", obj=(Campaign, "code"))
def winter_send(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Freeze the table of the whole jurisdiction as the next version."""
    sent = send_table(_table(request, campaign), actor=request.actor, at=clock.now())
    messages.success(request, f"已定稿第 {sent.version} 版。")
    return redirect("winter_table", code=campaign.code)
