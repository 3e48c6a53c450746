"""What owner and bank report about the money of a site: the list, one of them, a new one, the answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.workflow.door import available, find
from projects.models import Project
from wagepay.actions.report_money import KIND_OF, answer_report, report_money
from wagepay.enums import MoneyReportKind, MoneyReportState
from wagepay.filters_account import ReportFilter
from wagepay.forms_account import AnswerForm, ReportForm
from wagepay.models import MoneyReport
from wagepay.pay_months import wage_month
from wagepay.tables_account import REPORTS
from wagepay.views.asked import posted, posted_files

EMPTY = Empty("没有资金情况报告", "建设单位在专户页面报告“已拨人工费，总包没有发”，开户银行报告“人工费没有到账”。")


@page("wagepay.reports")
def wage_reports(request: HttpRequest) -> HttpResponse:
    """What waits first."""
    return part_or_page(request, "wagepay/reports.html", "parts/_table.html", {"table": _table(request)})


@recorded
@page("wagepay.reports", step_up="export")
def wage_reports_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "资金情况报告")


def _table(request: HttpRequest) -> Table:
    rows = MoneyReport.objects.visible_to(request.actor).select_related("project", "organisation")
    exports = (("导出", reverse("wage_reports_export")),)
    return Table(request, rows, REPORTS, ReportFilter, order=("-made_at",), title="资金情况报告", empty=EMPTY, exports=exports)


@page("wagepay.reports", obj=(MoneyReport, "uid"))
def wage_report(request: HttpRequest, report: MoneyReport) -> HttpResponse:
    """What was said, with its paper, and what came of it."""
    report = MoneyReport.objects.visible_to(request.actor).select_related("project__owner", "project__general_contractor", "organisation").get(pk=report.pk)
    steps = [step for step in available(report, request.actor) if step.verb != "withdraw" or report.organisation_id == request.actor.enterprise_id]
    tone = {MoneyReportState.OPEN: "do", MoneyReportState.TRUE: "bad", MoneyReportState.UNTRUE: "ok"}.get(report.state, "")
    return render(request, "wagepay/report.html", {"report": report, "steps": steps, "tone": tone})


@page("wagepay.report_money", obj=(Project, "code"))
def wage_report_new(request: HttpRequest, project: Project) -> HttpResponse:
    """GET asks, POST keeps and tells inspectors and contractor."""
    actor, on = request.actor, clock.today()
    kind = MoneyReportKind(KIND_OF[actor.role])
    form = ReportForm(*posted_files(request), kind=kind, month=wage_month(on), on=on)
    if request.method == "POST" and form.is_valid():
        report = tried(form, lambda: report_money(actor=actor, project=project, on=on, at=clock.now(), **form.cleaned_data))
        if report:
            messages.success(request, "报告已送到监察员的工作台，总包同时收到消息。")
            return redirect("wage_report", report.uid)
    context = {"project": project, "form": form, "title": f"报告：{kind.label}"}
    return render(request, "wagepay/report_new.html", context, status=422 if form.errors else 200)


@page("wagepay.reports", obj=(MoneyReport, "uid"))
def wage_report_answer(request: HttpRequest, report: MoneyReport, verb: str) -> HttpResponse:
    """One step of the table of moves, with its words."""
    try:
        step = find(report, verb)
    except LookupError:
        raise Http404 from None
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: answer_report(actor=request.actor, report=report, verb=verb, at=clock.now(), **form.cleaned_data)):
            messages.success(request, f"已登记：{step.label}。")
            return redirect("wage_report", report.uid)
    context = {"report": report, "form": form, "title": step.label}
    return render(request, "wagepay/report_answer.html", context, status=422 if form.errors else 200)
