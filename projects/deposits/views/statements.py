"""季度对账: the statements of a quarter over all cash deposits in view."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from projects.deposits.filters import StatementFilter
from projects.deposits.forms import past_quarters, quarter_words
from projects.deposits.statements import of_quarter
from projects.deposits.tables import STATEMENTS


def _quarter(request: HttpRequest) -> dt.date:
    """The one asked for; else the last that is over."""
    quarters = past_quarters(clock.today())
    return next((day for day in quarters if day.isoformat() == request.GET.get("quarter")), quarters[0])


def _table(request: HttpRequest, end: dt.date) -> Table:
    rows = of_quarter(request.actor, end).select_related("project", "region")
    empty = Empty("这一季没有现金存储的保证金", "保函、保险没有对账单，看有效期。")
    exports = (("导出", reverse("statement_export")),)
    return Table(
        request, rows, STATEMENTS, StatementFilter, order=("-finding", "project__name_key"), title=f"{quarter_words(end)}对账单", empty=empty, exports=exports,
    )  # fmt: skip


@page("projects.deposits")
def statement_list(request: HttpRequest) -> HttpResponse:
    end = _quarter(request)
    rows = of_quarter(request.actor, end).order_by().values_list("finding", flat=True)
    found = list(rows)
    context = {"table": _table(request, end), "quarter": quarter_words(end), "missing": found.count("missing"), "differs": found.count("differs")}
    return part_or_page(request, "projects/deposits/statements.html", "parts/_table.html", context)


@recorded
@page("projects.deposits")
def statement_export(request: HttpRequest) -> HttpResponse:
    end = _quarter(request)
    return list_export(request, _table(request, end), f"保证金对账单{end:%Y%m%d}")
