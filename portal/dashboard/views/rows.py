"""The rows behind a figure of the dashboard."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from portal.accounts.pages import page
from portal.dashboard.rows import LISTINGS
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib.htmx import part_or_page
from portal.lib.tables import Table


def _table(request: HttpRequest, kind: str) -> Table:
    listing = LISTINGS.get(kind)
    if listing is None:
        raise Http404
    return Table(
        request,
        listing.rows(request.actor),
        listing.columns,
        listing.filterset,
        order=listing.order,
        title=listing.title,
        note=listing.note,
        empty=listing.empty,
        exports=(("导出", reverse("dashboard_rows_export", args=[kind])),),
        per_page=50,
    )


@page("dashboard.leading_group")
def dashboard_rows(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly what the figure counts, to be narrowed further."""
    return part_or_page(request, "dashboard/rows.html", "parts/_table.html", {"table": _table(request, kind)})


@recorded
@page("dashboard.leading_group")
def dashboard_rows_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same rows as a workbook."""
    table = _table(request, kind)
    return list_export(request, table, table.title)
