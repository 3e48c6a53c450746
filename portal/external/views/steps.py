"""Pages of the steps of authorities outside the portal; any room links to them with an object of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.external.actions.ask_external import Asking, ask_external
from portal.external.actions.record_answer import record_answer, reopen_step, withdraw_step
from portal.external.forms import AnswerForm, AskForm
from portal.external.models import ExternalStep
from portal.external.subjects import find_subject
from portal.external.tables import STEPS, TONES, StepFilter
from portal.external.views.subject import subject_of
from portal.lib import clock
from portal.lib.calendars import UNAPPROVED
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region
from portal.workflow.door import available

LABELS = {"withdraw": "撤回", "reopen": "重新等待"}


def _table(request: HttpRequest) -> Table:
    today = clock.today()
    return Table(
        request,
        ExternalStep.objects.visible_to(request.actor).select_related("organisation", "region"),
        STEPS,
        StepFilter,
        order=("state", "due_on", "-asked_on"),
        title="外部机关步骤",
        note="不在平台上的机关办的事，去函、期限、来函都登记在这里",
        empty=Empty("没有外部机关的步骤", "请市级批准、公安受理、银行支付等不在平台上的事，从案件、项目页面或这里登记。"),
        exports=(("导出", reverse("external_export")),),
        row_classes=lambda step: "over" if step.is_over(today) else "",
    )


@page("external.view")
def external_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _table(request), "may_record": may(request.actor, "external.record")}
    return part_or_page(request, "external/list.html", "parts/_table.html", context)


@recorded
@page("external.view")
def external_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "外部机关步骤")


@page("external.record")
def external_new(request: HttpRequest) -> HttpResponse:
    """Ask an authority; the deadline is reckoned by the engine or taken from the letter."""
    subject, region = subject_of(request), Region.objects.get(pk=request.actor.region_id)
    form = AskForm(request.POST or None, region=region, initial={"asked_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        asking = Asking(**form.cleaned_data)
        step = tried(form, lambda: ask_external(actor=request.actor, region=region, asking=asking, subject=subject, at=clock.now()))
        if step is not None:
            messages.success(request, f"已登记。{f'答复期限 {step.due_on:%Y-%m-%d}。' if step.due_on else ''}")
            return redirect(step)
    context = {"form": form, "subject": subject, "back": subject.url if subject else reverse("external_list")}
    return render(request, "external/new.html", context, status=422 if form.errors else 200)


@page("external.view", obj=(ExternalStep, "uid"))
def external_step(request: HttpRequest, step: ExternalStep) -> HttpResponse:
    verbs = {move.verb for move in available(step, request.actor)} if step.region_id in request.actor.scope.write_regions else set()
    context = {
        "step": step,
        "subject": find_subject(request.actor, step.subject_type, step.subject_uid),
        "tone": TONES.get(step.state, ""),
        "is_over": step.is_over(clock.today()),
        "may_answer": "finish" in verbs,
        "others": [(verb, LABELS[verb]) for verb in ("withdraw", "reopen") if verb in verbs],
        "unapproved": UNAPPROVED,
    }
    return render(request, "external/step.html", context)


@page("external.record", obj=(ExternalStep, "uid"))
def external_answer(request: HttpRequest, step: ExternalStep) -> HttpResponse:
    """What came back, with its number, its day and its scan."""
    form = AnswerForm(request.POST or None, request.FILES or None, initial={"answered_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: _answer(request, step, form.cleaned_data)) is not None:
            messages.success(request, "已登记来函。")
            return redirect(step)
    return render(request, "external/answer.html", {"form": form, "step": step}, status=422 if form.errors else 200)


def _answer(request: HttpRequest, step: ExternalStep, data: dict[str, Any]) -> None:
    scan = data["scan"]
    record_answer(
        actor=request.actor,
        step=step,
        is_done=data["is_done"] == "yes",
        answered_on=data["answered_on"],
        answer_number=data["answer_number"],
        result=data["result"],
        upload=scan,
        upload_name=scan.name if scan else "",
        at=clock.now(),
    )


@page("external.record", obj=(ExternalStep, "uid"))
def external_move(request: HttpRequest, step: ExternalStep, verb: str) -> HttpResponse:
    """Take the asking back, or let an answered step wait again."""
    if verb not in LABELS or verb not in {move.verb for move in available(step, request.actor)}:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = withdraw_step if verb == "withdraw" else reopen_step
        act(actor=request.actor, step=step, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, f"已{LABELS[verb]}。")
        return redirect(step)
    return confirm(request, f"{LABELS[verb]}“{step.title}”？", text=str(step), verb=LABELS[verb], back=step.get_absolute_url(), form=form)
