"""Debits to nobody of the roster: the list with its signatures, one of them, the contractor's word and the inspector's."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from wagepay.actions.explaining import ASKED
from wagepay.actions.judge_exception import explain_exception, judge_exception
from wagepay.attendance_forms import JudgeForm
from wagepay.enums import AnomalyState
from wagepay.filters_account import ExceptionFilter
from wagepay.forms_account import ExceptionForm
from wagepay.models import EntryException
from wagepay.tables_account import EXCEPTIONS
from wagepay.views.asked import posted, posted_files

EMPTY = Empty("没有异常支出", "专户的支出都发给了花名册上的人，或者属于手续费、利息和代发批次。")
LAWS = (("工程建设领域农民工工资专用账户管理暂行办法第七条", "专用账户不得转入本项目农民工本人以外的账户，不得提现"),)
STATES = (AnomalyState.OPEN, AnomalyState.EXPLAINED, AnomalyState.CONFIRMED, AnomalyState.ACCEPTED)


@page("wagepay.account")
def wage_exceptions(request: HttpRequest) -> HttpResponse:
    """Every project in sight, the newest debit first; what was accepted is the exception list."""
    rows = EntryException.objects.visible_to(request.actor)
    strip = [{"label": state.label, "value": rows.filter(state=state).count(), "unit": "笔", "url": f"?state={state}"} for state in STATES]
    return part_or_page(request, "wagepay/exceptions.html", "parts/_table.html", {"table": _table(request), "strip": strip})


@recorded
@page("wagepay.account", step_up="export")
def wage_exceptions_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "专户异常支出")


def _table(request: HttpRequest) -> Table:
    rows = EntryException.objects.visible_to(request.actor).select_related("project")
    exports = (("导出", reverse("wage_exceptions_export")),)
    return Table(request, rows, EXCEPTIONS, ExceptionFilter, order=("-booked_on",), title="专户异常支出", empty=EMPTY, exports=exports)


@page("wagepay.account", obj=(EntryException, "uid"))
def wage_exception(request: HttpRequest, exception: EntryException) -> HttpResponse:
    """The debit, what was said of it, and by whom."""
    actor, exception = request.actor, _whole(request, exception)
    context = {
        "exception": exception,
        "laws": LAWS,
        "may_explain": may(actor, "wagepay.explain_exception") and exception.state in ASKED,
        "may_judge": may(actor, "wagepay.judge_exception") and exception.state != AnomalyState.GONE,
    }
    return render(request, "wagepay/exception.html", context)


@page("wagepay.explain_exception", obj=(EntryException, "uid"))
def wage_exception_explain(request: HttpRequest, exception: EntryException) -> HttpResponse:
    form = ExceptionForm(*posted_files(request), initial={"ground": exception.ground, "text": exception.explanation, "approval": exception.approval})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("ground", "text", "approval", "proof")}
        if tried(form, lambda: explain_exception(actor=request.actor, exception=exception, at=clock.now(), **said)):
            messages.success(request, "说明已提交，等监察员核实。")
            return redirect("wage_exception", exception.uid)
    return _asked(request, exception, form, "说明异常支出", "签名并提交")


@page("wagepay.judge_exception", obj=(EntryException, "uid"))
def wage_exception_judge(request: HttpRequest, exception: EntryException) -> HttpResponse:
    form = JudgeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: judge_exception(actor=request.actor, exception=exception, at=clock.now(), **form.cleaned_data)):
            messages.success(request, "核实结果已登记。")
            return redirect("wage_exception", exception.uid)
    return _asked(request, exception, form, "核实异常支出", "登记核实结果")


def _asked(request: HttpRequest, exception: EntryException, form: forms.Form, title: str, verb: str) -> HttpResponse:
    context = {"exception": _whole(request, exception), "form": form, "title": title, "verb": verb}
    return render(request, "wagepay/exception_step.html", context, status=422 if form.errors else 200)


def _whole(request: HttpRequest, exception: EntryException) -> EntryException:
    return EntryException.objects.visible_to(request.actor).select_related("project", "account__bank").get(pk=exception.pk)
