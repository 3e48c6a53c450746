"""Two versions of a month's sheet side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib.htmx import part_or_page
from portal.lib.rows import Rows
from portal.lib.tables import Empty, Table
from portal.tenancy.scope import Actor
from wagepay.models import PayrollSheet
from wagepay.queries.people import lines_of
from wagepay.tables import CHANGES
from wagepay.versions import Change, changes, summary

NOTHING = Empty("两个版本没有不同", "人员、工日、金额和收款卡号都一样。")


@page("wagepay.people", obj=(PayrollSheet, "uid"))
def wage_sheet_changes(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """Against the version it replaced, or another one of the same month."""
    actor = request.actor
    sheet, versions, earlier = _versions(actor, sheet, request.GET.get("against", ""))
    if earlier is None:
        return render(request, "wagepay/sheet_changes.html", {"sheet": sheet, "versions": versions})
    found = changes(lines_of(actor, earlier), lines_of(actor, sheet))
    context = {"sheet": sheet, "earlier": earlier, "versions": versions, "table": _table(request, sheet, found), "sums": summary(found)}
    return part_or_page(request, "wagepay/sheet_changes.html", "parts/_table.html", context | {"difference": sheet.net - earlier.net})


@recorded
@page("wagepay.people", obj=(PayrollSheet, "uid"), step_up="export")
def wage_sheet_changes_export(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """The same list as a file; names are masked as on the page."""
    sheet, _, earlier = _versions(request.actor, sheet, request.GET.get("against", ""))
    found = changes(lines_of(request.actor, earlier), lines_of(request.actor, sheet)) if earlier else []
    return list_export(request, _table(request, sheet, found), f"{sheet.receipt_number}版本差异")


def _table(request: HttpRequest, sheet: PayrollSheet, found: list[Change]) -> Table:
    export = reverse("wage_sheet_changes_export", args=[sheet.uid])
    return Table(request, Rows(found), CHANGES, title="逐人差异", empty=NOTHING, row_key=lambda change: str(change.line.row), exports=(("导出", export),))


def _versions(actor: Actor, sheet: PayrollSheet, against: str) -> tuple[PayrollSheet, list[PayrollSheet], PayrollSheet | None]:
    """(the sheet, the month's other versions, the one to compare with)."""
    sheet = PayrollSheet.objects.visible_to(actor).select_related("project", "employer").get(pk=sheet.pk)
    same = PayrollSheet.objects.visible_to(actor).filter(project=sheet.project, employer=sheet.employer, month=sheet.month)
    versions = list(same.exclude(pk=sheet.pk).order_by("-version"))
    if against:
        return sheet, versions, get_object_or_404(same, version=against) if against.isascii() and against.isdigit() and len(against) < 5 else None
    return sheet, versions, next((version for version in versions if version.pk == sheet.replaces_id), None)
