"""The special wage account: what it holds, labour cost due and come, its flows, the meter of labour cost."""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from projects.models import Project, SpecialWageAccount
from wagepay.congruity import congruity_of
from wagepay.enums import EntryDirection
from wagepay.filters_account import EntryFilter
from wagepay.models import AccountEntry, EntryException, LabourCostCycle, MoneyReport
from wagepay.queries.balance import balance_of
from wagepay.tables_account import entry_columns

CYCLES = 24


@page("wagepay.account", obj=(Project, "code"))
def wage_account(request: HttpRequest, project: Project) -> HttpResponse:
    """Balance and sums, cycles with their gap, the flows with what is asked about them, the accounts themselves."""
    actor, on = request.actor, clock.today()
    cycles = list(LabourCostCycle.objects.visible_to(actor).filter(project=project).order_by("-month")[:CYCLES])
    context = {
        "project": project,
        "accounts": SpecialWageAccount.objects.visible_to(actor).filter(project=project).select_related("bank"),
        "cycles": [(cycle, cycle.lacking, cycle.due_on and cycle.due_on < on) for cycle in cycles],
        "table": _entries(request, project),
        "strip": _strip(request, project),
        "meter": congruity_of(actor, project, on),
        "reports": MoneyReport.objects.visible_to(actor).filter(project=project).select_related("organisation")[:5] if may(actor, "wagepay.reports") else (),
        "may_report": may(actor, "wagepay.report_money"),
        "may_upload": may(actor, "wagepay.entries"),
    }
    return part_or_page(request, "wagepay/account.html", "parts/_table.html", context)


@recorded
@page("wagepay.account", obj=(Project, "code"), step_up="export")
def wage_account_export(request: HttpRequest, project: Project) -> HttpResponse:
    """The filtered flows, numbers masked as on the page."""
    return list_export(request, _entries(request, project), f"{project.name}专户流水")


def _entries(request: HttpRequest, project: Project) -> Table:
    rows = AccountEntry.objects.visible_to(request.actor).filter(project=project)
    exceptions: dict[bytes, EntryException] = {}
    empty = Empty("没有流水", "银行对账单导入或由银行接口上报后，列在这里。")
    exports = (("导出", reverse("wage_account_export", args=[project.code])),)
    table = Table(
        request,
        rows,
        entry_columns(exceptions),
        EntryFilter,
        order=("-booked_on",),
        title="流水",
        empty=empty,
        row_key=lambda row: str(row.uid),
        exports=exports,
    )
    asked = EntryException.objects.visible_to(request.actor).filter(project=project).exclude(state="gone")
    exceptions.update({bytes(row.line_key): row for row in asked})
    return table


def _strip(request: HttpRequest, project: Project) -> list[dict]:
    """What the account holds, what came and went this month, what waits for a word."""
    actor, on = request.actor, clock.today()
    balance = balance_of(project.pk, on)
    rows = AccountEntry.objects.visible_to(actor).filter(project=project, month=on.replace(day=1)).order_by()
    sums = dict(rows.values_list("direction").annotate(total=Sum("amount")))
    asked = EntryException.objects.visible_to(actor).filter(project=project).waiting().count()
    held = {"value": f"{balance.amount:,.2f}", "unit": "元", "note": f"{balance.on} 对账单"} if balance else {"value": "—", "note": "流水里没有余额"}
    return [
        {"label": "余额", **held},
        {"label": "本月收入", "value": f"{sums.get(EntryDirection.IN, 0):,.2f}", "unit": "元"},
        {"label": "本月支出", "value": f"{sums.get(EntryDirection.OUT, 0):,.2f}", "unit": "元"},
        {"label": "异常支出", "value": asked, "unit": "笔", "url": f"{reverse('wage_exceptions')}?state=waiting&project={project.code}"}
        | ({"note": "待说明或核实", "level": "red"} if asked else {"note": "没有要说明的"}),
    ]
