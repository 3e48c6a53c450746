"""保证金台账: every deposit in view, and the guarantors' record."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import list_export
from portal.documents.typeset import TableColumn, render_table_pdf
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
    return Table(request, _rows(request), DEPOSITS, DepositFilter, order=("is_over", "expires_on"), title="工资保证金", empty=empty, exports=exports)


@page("projects.deposits")
def deposit_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _table(request), "may_keep": may(request.actor, "projects.keep_deposit"), "may_assess": may(request.actor, "projects.assess_deposit")}
    return part_or_page(request, "projects/deposits/list.html", "parts/_table.html", context)


@recorded
@page("projects.deposits")
def deposit_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"工资保证金{clock.today():%Y%m%d}")


PUBLISHED = (
    TableColumn("序号", 12, "center"), TableColumn("工程名称"), TableColumn("施工总承包单位", 70), TableColumn("存储方式", 32, "center"),
    TableColumn("存储日期", 26, "center"), TableColumn("有效期至", 26, "center"),
)  # fmt: skip


@recorded
@page("projects.keep_deposit")
def deposit_publication(request: HttpRequest) -> HttpResponse:
    """已存储工资保证金名单 for the public (65号文 第十八条): works, contractor, way and days; no sums and no numbers."""
    on, actor = clock.today(), request.actor
    rows = WageSecurityDeposit.objects.visible_to(actor).in_force(on).current().select_related("project__general_contractor").order_by("project__code", "pk")
    lines = [
        (n, row.project.name, row.project.general_contractor.name if row.project.general_contractor else "", row.get_form_display(), row.deposited_on, row.expires_on)
        for n, row in enumerate(rows, start=1)
    ]  # fmt: skip
    content = render_table_pdf(
        "已存储农民工工资保证金工程名单", PUBLISHED, lines, organ=actor.organisation_name, lines=[f"截至 {on}，共 {len(lines)} 个"],
        mark=f"{actor.name} {clock.now():%Y-%m-%d %H:%M} 打印", on=on,
    )  # fmt: skip
    response = file_response(content, f"已存储工资保证金名单{on:%Y%m%d}.pdf", "application/pdf")
    response.noted = ("projects.publish_deposits", {"rows": len(lines)})
    return response


def _guarantors(request: HttpRequest) -> Table:
    empty = Empty("还没有存款或出具机构", "登记保证金时填写机构名称，这里按机构汇总。")
    exports = (("导出", reverse("guarantor_export")),)
    return Table(
        request, scoreboard(request.actor, clock.today()), GUARANTORS, order=("-unpaid", "-late", "institution"), title="机构履约", empty=empty, exports=exports,
    )  # fmt: skip


@page("projects.keep_deposit")
def guarantor_list(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "projects/deposits/guarantors.html", "parts/_table.html", {"table": _guarantors(request)})


@recorded
@page("projects.keep_deposit")
def guarantor_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _guarantors(request), f"保证金机构履约{clock.today():%Y%m%d}")
