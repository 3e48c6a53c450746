"""保证金台账: every deposit in view, and the guarantors' record."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from projects.deposits.filters import DepositFilter
from projects.deposits.queries.guarantors import scoreboard
from projects.deposits.standing import with_standing
from projects.deposits.tables import DEPOSITS, GUARANTORS
from projects.models import WageSecurityDeposit


def _rows(request: HttpRequest) -> QuerySet:
    rows = WageSecurityDeposit.objects.visible_to(request.actor).select_related("project__general_contractor", "region")
    return with_standing(rows, clock.today())


def _table(request: HttpRequest) -> Table:
    empty = Empty("没有保证金记录", "在项目档案的“工资保证金”登记，登记后这里能看到期限和动用、返还情况。")
    exports = (("导出", reverse("deposit_export")),)
    return Table(request, _rows(request), DEPOSITS, DepositFilter, order=("expires_on", "-pk"), title="工资保证金", empty=empty, exports=exports)


@page("projects.deposits")
def deposit_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _table(request), "may_keep": may(request.actor, "projects.keep_deposit"), "may_assess": may(request.actor, "projects.assess_deposit")}
    return part_or_page(request, "projects/deposits/list.html", "parts/_table.html", context)


@recorded
@page("projects.deposits")
def deposit_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"工资保证金{clock.today():%Y%m%d}")


def _guarantors(request: HttpRequest) -> Table:
    empty = Empty("还没有存款或出具机构", "登记保证金时填写机构名称，这里按机构汇总。")
    exports = (("导出", reverse("guarantor_export")),)
    return Table(
        request, scoreboard(request.actor, clock.today()), GUARANTORS, order=("-unpaid", "-late", "institution"), title="机构履约", empty=empty, exports=exports,
        row_key=lambda row: row["institution"],
    )  # fmt: skip


@page("projects.keep_deposit")
def guarantor_list(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "projects/deposits/guarantors.html", "parts/_table.html", {"table": _guarantors(request)})


@recorded
@page("projects.keep_deposit")
def guarantor_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _guarantors(request), f"保证金机构履约{clock.today():%Y%m%d}")
