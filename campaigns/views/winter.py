"""The 17-column table: on screen with drill-down, as workbook, as PDF."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.models import Campaign, StatisticalReturn, TableCorrection
from campaigns.paper import numbered, page_context, table_pdf
from campaigns.queries.winter_cell import Rows, cell_by_county, cell_rows, flag_rows
from campaigns.queries.winter_rows import FLAGS
from campaigns.winter_columns import COLUMNS, ROW_NAMES, shown, shown_exact
from campaigns.winter_table import WinterTable, build, counties_of
from campaigns.workbook import table_workbook
from portal.accounts.enums import Role
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.lib import clock
from portal.lib.exports import XLSX
from portal.tenancy.models import Region


@dataclass(frozen=True)
class Choice:
    """What the reader asked for: up to which day, which county (all where empty)."""

    campaign: Campaign
    until: dt.date
    counties: list[Region]
    chosen: Region | None

    @property
    def regions(self) -> list[Region]:
        return [self.chosen] if self.chosen else self.counties

    @property
    def places(self) -> str:
        return self.chosen.name if self.chosen else ""


def _choice(request: HttpRequest, campaign: Campaign) -> Choice:
    today = clock.today()
    try:
        until = min(dt.date.fromisoformat(request.GET.get("until", "")), today)
    except ValueError:
        until = today
    counties = counties_of(campaign, request.actor)
    chosen = next((county for county in counties if str(county.pk) == request.GET.get("region")), None)
    return Choice(campaign, until, counties, chosen)


def _build(request: HttpRequest, choice: Choice) -> WinterTable:
    return build(choice.campaign, actor=request.actor, regions=choice.regions, until=choice.until)


@page("campaigns.view", obj=(Campaign, "code"))
def winter_table(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The table with its checks; a figure opens to its counties and rows."""
    choice = _choice(request, campaign)
    table, actor = _build(request, choice), request.actor
    is_own = campaign.region_id in actor.scope.write_regions
    context = page_context(table, clock.today(), choice.places) | {
        "campaign": campaign,
        "table": table,
        "found": numbered(table),
        "choice": choice,
        "cell": _cell(request, choice, table),
        "corrections": [(row, ROW_NAMES[row.row]) for row in TableCorrection.objects.visible_to(actor).filter(campaign=campaign)],
        "versions": StatisticalReturn.objects.visible_to(actor).filter(campaign=campaign),
        "flags": FLAGS,
        "may_correct": is_own and may(actor, "campaigns.correct"),
        "may_send": is_own and may(actor, "campaigns.send") and choice.chosen is None,
    }
    return render(request, "campaigns/winter_table.html", context)


def _cell(request: HttpRequest, choice: Choice, table: WinterTable) -> dict | None:
    """What stands behind the figure that was pressed, or behind a line of 其他情况."""
    ids, span = [county.pk for county in choice.regions], (table.since, table.until)
    flag = next((item for item in FLAGS if item[0] == request.GET.get("flag")), None)
    if flag is not None:
        return {"title": f"其他情况 · {flag[1]}", "words": "本期有检查记录的项目和查实欠薪的项目", "rows": _opened(request, flag_rows(flag[0], ids, *span))}
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    figure = next((figure for figure in COLUMNS if str(figure.number) == column), None)
    if figure is None or row not in ROW_NAMES:
        return None
    exact = table.cells[row][figure.number]
    counties = cell_by_county(row, figure.number, choice.regions, *span)
    return {
        "title": f"第 {figure.number} 栏 · {ROW_NAMES[row]} · {shown(figure, exact)} {figure.unit}",
        "words": figure.words,
        "unit": figure.exact_unit,
        "row": row,
        "column": figure.number,
        "counties": [(county, value, shown_exact(figure, value)) for county, value in counties],
        "sum": sum(value for _, value in counties),
        "quiet": sum(1 for _, value in counties if not value),
        "corrected": shown_exact(figure, exact - table.raw[row][figure.number]) if exact != table.raw[row][figure.number] else "",
        "rows": _opened(request, cell_rows(row, figure.number, ids, *span)),
    }


def _opened(request: HttpRequest, rows: Rows) -> Rows | None:
    """The rows name cases: only for those who may list cases, and not for one line of industry."""
    return rows if may(request.actor, "cases.list") and request.actor.role != Role.DEPARTMENT else None


@recorded
@page("campaigns.view", obj=(Campaign, "code"))
def winter_workbook(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The table shown, as a workbook."""
    choice = _choice(request, campaign)
    response = file_response(table_workbook(_build(request, choice), clock.today(), choice.places), f"{campaign.name}情况.xlsx", XLSX)
    response.handed_out = ("campaigns.table_workbook", campaign)
    return response


@recorded
@page("campaigns.view", obj=(Campaign, "code"))
def winter_pdf(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The table shown, on one landscape page."""
    choice = _choice(request, campaign)
    response = file_response(table_pdf(_build(request, choice), clock.today(), choice.places), f"{campaign.name}情况.pdf", "application/pdf")
    response.handed_out = ("campaigns.table_pdf", campaign)
    return response
