"""A project's rows in the dictionary of a platform above: what is due, the package, what the platform answered."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.freezes import refuse_frozen
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import IN_FULL, list_export, package_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import UploadField
from portal.lib.htmx import part_or_page
from portal.lib.rows import Rows
from portal.lib.sheets.reader import read_workbook
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from projects.models import Project
from wagepay.actions.mark_sent import mark_sent
from wagepay.actions.read_answer_file import read_answer_file
from wagepay.exchange.codes import NATIONAL, PLATFORMS
from wagepay.exchange.objects import OBJECTS
from wagepay.exchange.package import package
from wagepay.exchange.standing import WORDS, ObjectStanding, standings, upload_states
from wagepay.filters_exchange import UploadStateFilter
from wagepay.pay_months import wage_month
from wagepay.tables_exchange import PROJECTS, row_columns
from wagepay.views.asked import month_of, posted, posted_files

NO_ROWS = Empty("没有数据", "这个月没有这一类的行，或者没有符合条件的。")
PEOPLE = ("person", "attendance", "contract")


class AnswerFileForm(forms.Form):
    """What came back from the platform."""

    file = UploadField(label="平台的上报结果", kinds=(".xlsx", ".xls", ".csv"))


def _month(request: HttpRequest) -> dt.date:
    text = request.GET.get("month") or request.POST.get("month") or ""
    return month_of(text) if text else wage_month(clock.today())


def _kind(kind: str) -> str:
    if kind not in OBJECTS:
        raise Http404
    return kind


@page("wagepay.exchange", obj=(Project, "code"))
def wage_exchange(request: HttpRequest, project: Project) -> HttpResponse:
    """The seven objects with their counts, and the values that have no code."""
    month = _month(request)
    found, coder = standings(request.actor, project, NATIONAL, month)
    package_url = f"{reverse('wage_exchange_package', args=[project.code])}?month={month:%Y-%m}"
    context = {
        "project": project,
        "month": month,
        "platform": PLATFORMS[NATIONAL],
        "objects": [(one, [(WORDS[state], count) for state, count in sorted(one.counts.items())], any(row.is_due for row in one.rows)) for one in found],
        "missing": coder.report(),
        "package_url": package_url,
        "full_url": f"{package_url}&{IN_FULL}=1" if may(request.actor, "wagepay.reveal") else "",
    }
    return render(request, "wagepay/exchange.html", context)


@page("wagepay.exchange", obj=(Project, "code"))
def wage_exchange_rows(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """The rows of one object with their state, those that are due first."""
    one, month = _standing(request, project, kind), _month(request)
    address = f"?month={month:%Y-%m}&state="
    strip = [
        {"label": words, "value": one.counts[state], "unit": "行", "url": f"{address}{state}"} for state, words in WORDS.items()
    ]  # fmt: skip
    context = {
        "project": project,
        "object": one.object,
        "month": month,
        "strip": strip,
        "table": _table(request, project, one),
        "is_due": any(row.is_due for row in one.rows),
    }
    return part_or_page(request, "wagepay/exchange_rows.html", "parts/_table.html", context)


@recorded
@page("wagepay.exchange", obj=(Project, "code"), step_up="export")
def wage_exchange_rows_export(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    one = _standing(request, project, kind)
    return list_export(request, _table(request, project, one), f"{project.name}{one.object.label}上报状态")


def _standing(request: HttpRequest, project: Project, kind: str) -> ObjectStanding:
    found, _ = standings(request.actor, project, NATIONAL, _month(request))
    return next(one for one in found if one.object.kind == _kind(kind))


def _table(request: HttpRequest, project: Project, one: ObjectStanding) -> Table:
    asked = request.GET.get("state", "")
    rows = Rows(sorted((row for row in one.rows if not asked or row.state == asked), key=lambda row: not row.is_due))
    exports = (("导出", reverse("wage_exchange_rows_export", args=[project.code, one.object.kind])),)
    return Table(
        request, rows, row_columns(one.object.kind in PEOPLE), title=one.object.label, empty=NO_ROWS, row_key=lambda row: row.unit.key, exports=exports
    )  # fmt: skip


@page("wagepay.exchange")
def wage_exchange_projects(request: HttpRequest) -> HttpResponse:
    """Every project in sight with what the platform has of it."""
    return part_or_page(request, "wagepay/exchange_projects.html", "parts/_table.html", {"table": _projects(request), "platform": PLATFORMS[NATIONAL]})


@recorded
@page("wagepay.exchange", step_up="export")
def wage_exchange_projects_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _projects(request), "实名制平台上报情况")


def _projects(request: HttpRequest) -> Table:
    rows = upload_states(Project.objects.visible_to(request.actor).unfinished(), request.actor, NATIONAL).select_related("general_contractor")
    exports = (("导出", reverse("wage_exchange_projects_export")),)
    empty = Empty("没有在建项目", "登记项目以后，这里列出每个项目上报实名制平台的情况。")
    return Table(request, rows, PROJECTS, UploadStateFilter, order=("-rows_refused", "rows_sent", "name_key"), title="上报情况", empty=empty, exports=exports)


@recorded
@page("wagepay.exchange", obj=(Project, "code"), step_up="export")
def wage_exchange_package(request: HttpRequest, project: Project) -> HttpResponse:
    """Through the download centre; numbers in full after a second person's yes."""
    found, coder = standings(request.actor, project, NATIONAL, _month(request))

    def make(run) -> bytes:
        refuse_frozen(project.region_id)
        return package(found, coder, NATIONAL, stamp=run.stamp, is_full=run.is_full)

    rows = sum(one.lines for one in found)
    return package_export(request, f"{project.name}实名制平台数据包", rows, make, full_right="wagepay.reveal")


@page("wagepay.exchange", obj=(Project, "code"))
def wage_exchange_sent(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """GET asks, POST marks what is due as handed over."""
    month, one = _month(request), OBJECTS[_kind(kind)]
    back = f"{reverse('wage_exchange_rows', args=[project.code, kind])}?month={month:%Y-%m}"
    if request.method == "POST":
        count = mark_sent(actor=request.actor, project=project, platform=NATIONAL, month=month, kind=kind, at=clock.now())
        messages.success(request, f"{one.label} {count} 行登记为已上报。")
        return redirect(back)
    text = "未上报、被退回、上报后有变化的行登记为今天已上报。以后内容有变化，这里会说。登记错了：改了数据或平台退回后再登记。"
    return confirm(request, f"{one.label}已交给{PLATFORMS[NATIONAL]}？", text=text, verb="登记为已上报", back=back, form=forms.Form(posted(request)))


@page("wagepay.exchange", obj=(Project, "code"))
def wage_exchange_answer(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """The platform's answer, checked as a whole."""
    one, result, found = OBJECTS[_kind(kind)], None, []
    form = AnswerFileForm(*posted_files(request))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        where = {"actor": request.actor, "project": project, "platform": NATIONAL, "kind": kind}
        result, found = tried(form, lambda: read_answer_file(workbook=read_workbook(upload.read(), upload.name), at=clock.now(), **where), "file") or (None, [])
    context = {"project": project, "object": one, "form": form, "result": result, "findings": [finding.as_dict() for finding in found]}
    return render(request, "wagepay/exchange_answer.html", context, status=422 if form.errors or (result and not result["is_taken"]) else 200)
