"""The list of people who left and are not settled."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.rows import Rows
from portal.lib.tables import Empty, Table
from wagepay.settlements import Settlement, settlements_of
from wagepay.tables import SETTLEMENTS

NOTHING = Empty("没有离场未结清的人", "花名册写了退场日期、出勤都已列入工资表并且发清的，不在这里。")


@page("wagepay.people")
def wage_settlements(request: HttpRequest) -> HttpResponse:
    """Earliest deadline first; late ones in red."""
    rows = settlements_of(request.actor, clock.today())
    return part_or_page(request, "wagepay/settlements.html", "parts/_table.html", {"table": _table(request, rows), "strip": _strip(rows)})


@recorded
@page("wagepay.people", step_up="export")
def wage_settlements_export(request: HttpRequest) -> HttpResponse:
    """The list as a file, names masked like on the page."""
    return list_export(request, _table(request, settlements_of(request.actor, clock.today())), "离场未结清人员")


def _table(request: HttpRequest, rows: list[Settlement]) -> Table:
    shown = Rows(row for row in rows if row.is_late or request.GET.get("late") != "1")
    exports = (("导出", reverse("wage_settlements_export")),)
    return Table(request, shown, SETTLEMENTS, title="离场未结清", empty=NOTHING, row_key=lambda row: str(row.person.pk), exports=exports)


def _strip(rows: list[Settlement]) -> list[dict]:
    late = sum(row.is_late for row in rows)
    return [
        {"label": "离场没有结清", "value": len(rows), "unit": "人", "url": "?late=0"},
        {"label": "已超过期限", "value": late, "unit": "人", "url": "?late=1"} | ({"note": "离场时应一次付清", "level": "red"} if late else {}),
        {"label": "还欠", "value": f"{sum(row.open.owed for row in rows):,.2f}", "unit": "元"},
        {"label": "没有列入工资表", "value": sum(row.open.months_without_sheet for row in rows), "unit": "人月"}
        | ({"note": f"按登记的日工资约 {estimate:,.2f} 元"} if (estimate := sum(row.open.estimate or 0 for row in rows)) else {}),
    ]
