"""Warnings that people raise and platforms push: report, import, list, answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from earlywarning.actions.import_warnings import import_warnings
from earlywarning.actions.report_warning import Report, answer_platform, report_warning
from earlywarning.enums import WarningSource
from earlywarning.filters import ReportFilter
from earlywarning.forms import PlatformForm, ReportForm
from earlywarning.lookup import find_project
from earlywarning.models import WarningReport
from earlywarning.tables import REPORTS
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.actions.receive_file import receive_file
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.sheets.reader import read_workbook
from portal.lib.tables import Bulk, Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region
from portal.tenancy.policies import policy


@page("earlywarning.report")
def warning_report(request: HttpRequest) -> HttpResponse:
    """Whoever sees a risk says so; the county's inspectors are told at once."""
    form = ReportForm(request.POST or None, request.FILES or None, initial={"project": request.GET.get("project", "")})
    if request.method == "POST" and form.is_valid():
        said = tried(form, lambda: _report(request, form.cleaned_data))
        if said is not None:
            joined = said.warning.opened_at < said.at
            messages.success(request, f"已上报{'，并入已有的预警' if joined else '，监察员已收到'}：{said.warning}。")
            return redirect("warning_reports")
    return render(request, "earlywarning/report.html", {"form": form})


def _report(request: HttpRequest, data: dict) -> WarningReport:
    project, at = find_project(request.actor, data["project"]), clock.now()
    file = data["file"] and receive_file(
        actor=request.actor, upload=data["file"], name=data["file"].name, kind="warning_report", region_id=project.region_id, at=at, project_id=project.pk
    )
    report = Report(WarningSource.RAISED, data["level"], data["title"], data["text"], at.date(), cause=data["cause"], month=data["month"])
    return report_warning(actor=request.actor, project=project, report=report, at=at, file=file or None)


def _reports(request: HttpRequest) -> Table:
    may_answer = may(request.actor, "earlywarning.import")
    return Table(
        request,
        WarningReport.objects.visible_to(request.actor).select_related("project", "region", "warning", "organisation"),
        REPORTS,
        ReportFilter,
        order=("-on",),
        title="上报和推送",
        note="同一事由和计算的预警合为一条",
        empty=Empty("还没有上报", "街镇、网格员、银行、建设单位、部门上报的和省平台推送的，都列在这里。"),
        exports=(("导出反馈表", reverse("warning_reports_export")),),
        bulk=(Bulk("标记已反馈平台", reverse("warning_reports_answer")),) if may_answer else (),
    )


@page("earlywarning.report")
def warning_reports(request: HttpRequest) -> HttpResponse:
    """What was said, and what became of it."""
    context = {"table": _reports(request), "may_import": may(request.actor, "earlywarning.import")}
    return part_or_page(request, "earlywarning/reports.html", "parts/_table.html", context)


@recorded
@page("earlywarning.report")
def warning_reports_export(request: HttpRequest) -> HttpResponse:
    """The sheet that goes back to the platform: its number, the state and what was done."""
    return list_export(request, _reports(request), "预警处置反馈表")


@page("earlywarning.import")
def warning_reports_answer(request: HttpRequest) -> HttpResponse:
    """The ticked ones went back to the platform."""
    picked = [int(key) for key in request.POST.getlist("pick") if key.isdecimal() and len(key) < 19]
    rows = list(WarningReport.objects.visible_to(request.actor).of_platforms().filter(pk__in=picked).select_related("warning"))
    if rows:
        messages.success(request, f"{answer_platform(rows, actor=request.actor, at=clock.now())} 条标记为已反馈。")
    else:
        messages.error(request, "先勾选省平台推送的预警，人工上报的不用反馈平台。")
    return redirect("warning_reports")


@page("earlywarning.import")
def warning_import(request: HttpRequest) -> HttpResponse:
    """A county's list has some hundred rows at most, so it is read within the request."""
    form = PlatformForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        result = tried(form, lambda: _import(request, form.cleaned_data), "file")
    meaning = policy(request.actor.region_id, "earlywarning.platform_rules", on=clock.today()).value
    return render(request, "earlywarning/import.html", {"form": form, "result": result, "meaning": meaning})


def _import(request: HttpRequest, data: dict) -> dict:
    workbook = read_workbook(data["file"].read(), data["file"].name)
    region = Region.objects.get(pk=request.actor.region_id)
    return import_warnings(actor=request.actor, workbook=workbook, region=region, platform=data["platform"], at=clock.now())[0]
