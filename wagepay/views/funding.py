"""The owner's desk: labour cost due, transferred and short, progress payments, and requests for more."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from projects.actions.record_progress import record_progress
from projects.filters import ProjectFilter
from projects.models import ProgressPayment, Project
from projects.models.base import whole_sites
from wagepay.actions.ask_labour_cost import ask_labour_cost, grant_labour_cost, refuse_labour_cost, withdraw_labour_cost
from wagepay.forms_funding import GrantForm, ProgressForm, RefuseForm, RequestForm
from wagepay.models import LabourCostCycle, LabourCostRequest
from wagepay.queries.funding import NOTHING, Funding, funding_of
from wagepay.tables_funding import LEAST, funding_columns
from wagepay.views.asked import posted

EMPTY = Empty("没有项目", "您建设、承建或监管的项目登记后显示在这里。")
SHOWN = 24


def _table(request: HttpRequest) -> Table:
    rows = Project.objects.visible_to(request.actor).filter(whole_sites(request.actor, "pk")).unfinished()
    sums: dict[int, Funding] = {}
    table = Table(
        request,
        rows,
        funding_columns(sums),
        ProjectFilter,
        order=("name_key",),
        title="人工费与进度款",
        empty=EMPTY,
        exports=(("导出", reverse("wage_funding_export")),),
    )
    sums |= funding_of(list(table.filtered.values_list("pk", flat=True)), clock.today())
    return table


@page("wagepay.funding")
def wage_funding(request: HttpRequest) -> HttpResponse:
    """Project by project."""
    return part_or_page(request, "wagepay/funding.html", "parts/_table.html", {"table": _table(request)})


@recorded
@page("wagepay.funding")
def wage_funding_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"人工费与进度款{clock.today():%Y%m%d}")


@page("wagepay.funding", obj=(Project, "code"))
def wage_project_funding(request: HttpRequest, project: Project) -> HttpResponse:
    """One project: cycles, progress payments, requests."""
    actor, on = request.actor, clock.today()
    _whole(request, project)
    requests = list(LabourCostRequest.objects.visible_to(actor).filter(project=project)[:SHOWN])
    cycles = list(LabourCostCycle.objects.visible_to(actor).filter(project=project).order_by("-month")[:SHOWN])
    writes = Project.objects.writable_by(actor).filter(pk=project.pk).exists()
    sums = funding_of([project.pk], on).get(project.pk, NOTHING)
    context = {
        "project": project,
        "sums": sums,
        "is_bound": project.is_government_invested or project.is_state_owner,
        "is_low": bool(sums.value) and sums.paid * 100 < sums.value * LEAST,
        "cycles": [(cycle, cycle.lacking, cycle.due_on and cycle.due_on < on) for cycle in cycles],
        "progress": ProgressPayment.objects.visible_to(actor).filter(project=project)[:SHOWN],
        "requests": requests,
        "may_record": writes and may(actor, "projects.record_progress"),
        "may_ask": writes and may(actor, "wagepay.ask_labour_cost"),
        "may_decide": writes and may(actor, "wagepay.decide_labour_cost"),
    }
    return render(request, "wagepay/project_funding.html", context)


def _whole(request: HttpRequest, project: Project) -> None:
    """Who is there for his own people alone has no business with the site's money."""
    if not Project.objects.visible_to(request.actor).filter(whole_sites(request.actor, "pk"), pk=project.pk).exists():
        raise Http404


def _acted(
    request: HttpRequest, project: Project, form: forms.Form, act: Callable[[dict[str, Any]], Any], *, title: str, verb: str, done: str, text: str = ""
) -> HttpResponse:
    """A small form of its own that leads back to the project's money."""
    back = reverse("wage_project_funding", args=[project.code])
    if request.method == "POST" and form.is_valid() and tried(form, lambda: act(form.cleaned_data)) is not None:
        messages.success(request, done)
        return redirect(back)
    return confirm(request, title, verb=verb, back=back, text=text, form=form, kind="btn-primary")


@page("projects.record_progress", obj=(Project, "code"))
def wage_progress_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A month's works and what was paid for them; the same month again writes the newer figures."""
    on = clock.today()

    def act(data: dict[str, Any]) -> Any:
        return record_progress(actor=request.actor, project=project, on=on, at=clock.now(), **data)

    text = "政府机关、事业单位、国有企业的项目，进度款不低于已完工程价款的 80%。同一个月再登记的，以新数为准。"
    form = ProgressForm(posted(request), initial={"month": on.replace(day=1), "paid": 0})
    return _acted(request, project, form, act, title="登记工程进度款", verb="登记", done="已登记进度款。", text=text)


@page("wagepay.ask_labour_cost", obj=(Project, "code"))
def wage_request_new(request: HttpRequest, project: Project) -> HttpResponse:
    on = clock.today()

    def act(data: dict[str, Any]) -> Any:
        return ask_labour_cost(actor=request.actor, project=project, on=on, at=clock.now(), **data)

    text = "用工量增加、专户余额不够发工资的，向建设单位申请追加；核准后计入该周期应拨人工费。"
    return _acted(
        request,
        project,
        RequestForm(posted(request), initial={"month": on.replace(day=1)}),
        act,
        title="申请追加人工费",
        verb="提出申请",
        done="已送建设单位核准。",
        text=text,
    )


@page("wagepay.decide_labour_cost", obj=(LabourCostRequest, "uid"))
def wage_request_grant(request: HttpRequest, found: LabourCostRequest) -> HttpResponse:
    on = clock.today()

    def act(data: dict[str, Any]) -> Any:
        return grant_labour_cost(actor=request.actor, request=found, on=on, at=clock.now(), **data)

    form = GrantForm(posted(request), initial={"granted": found.amount, "due_on": on})
    return _acted(
        request, found.project, form, act, title=f"核准追加 {found.month:%Y年%m月}人工费？", verb="核准", done="已核准，计入应拨人工费。", text=found.reason
    )


@page("wagepay.decide_labour_cost", obj=(LabourCostRequest, "uid"))
def wage_request_refuse(request: HttpRequest, found: LabourCostRequest) -> HttpResponse:
    def act(data: dict[str, Any]) -> Any:
        return refuse_labour_cost(actor=request.actor, request=found, at=clock.now(), **data)

    return _acted(request, found.project, RefuseForm(posted(request)), act, title="不同意追加？", verb="不同意", done="已答复。", text=found.reason)


@page("wagepay.ask_labour_cost", obj=(LabourCostRequest, "uid"))
def wage_request_withdraw(request: HttpRequest, found: LabourCostRequest) -> HttpResponse:
    def act(data: dict[str, Any]) -> Any:
        return withdraw_labour_cost(actor=request.actor, request=found, at=clock.now())

    return _acted(request, found.project, forms.Form(posted(request)), act, title="撤回追加申请？", verb="撤回", done="已撤回。")
