"""The acts on a project, each a small form on a page of its own that also opens as a dialog."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.lib.trying import tried
from portal.workflow.door import why_not
from projects.actions.add_party import add_party
from projects.actions.assign_inspector import assign_inspector, inspectors_of
from projects.actions.assign_responsibility import assign_responsibility
from projects.actions.change_site_state import change_site_state
from projects.actions.keep_paper import keep_paper
from projects.actions.leave_party import leave_party
from projects.actions.record_agreement import record_agreement
from projects.enums import BREAKS, Part
from projects.enums_accounts import PaperKind
from projects.forms import (
    AgreementForm,
    InspectorForm,
    LeaveForm,
    PartyForm,
    ResponsibilityForm,
    SiteStateForm,
)
from projects.forms.organisation import enrolled
from projects.models import Project, ProjectParty, SiteState


def act_page(
    request: HttpRequest,
    project: Project,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    verb: str,
    done: str,
    text: str = "",
    kind: str = "btn-primary",
    back: str = "",
) -> HttpResponse:
    """Show the form; on POST act and go back to the dossier (or ``back``), or show the form again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: act(form.cleaned_data)) is not None:
            messages.success(request, done)
            return redirect(back or project)
    context = {"project": project, "form": form, "title": title, "text": text, "verb": verb, "kind": kind, "back": back or project.get_absolute_url()}
    return render(request, "projects/act.html", context)


@page("projects.report_state", obj=(Project, "code"))
def project_state(request: HttpRequest, project: Project, verb: str) -> HttpResponse:
    """One move of the site; who comes too late or has not the right is told so at the project."""
    step = next((move for move in project.moves if move.verb == verb), None)
    if step is None:
        raise Http404
    reason = why_not(project, step, request.actor)
    if reason:
        messages.error(request, reason)
        return redirect(project)
    keeps = may(request.actor, "projects.keep_paper")
    form = SiteStateForm(request.POST or None, request.FILES or None, pauses=step.target in BREAKS, keeps_papers=keeps, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        file = data.pop("file", None)
        change_site_state(actor=request.actor, project=project, verb=verb, at=clock.now(), **data)
        if file is not None:
            _keep_proof(request, project, file, data["on"])

    text = f"现在是“{project.get_state_display()}”。登记后状态随之改变，原状态留在记录里。"
    return act_page(request, project, form, act, title=f"{step.label}：{project.name}？", verb=step.label, done=f"已登记“{step.label}”。", text=text)


def _keep_proof(request: HttpRequest, project: Project, file: Any, on: Any) -> None:
    """The paper that proves the state that was just reported."""
    state = SiteState.objects.of(project).get(until__isnull=True)
    keep_paper(
        actor=request.actor, project=project, kind=PaperKind.SITE_STATE, upload=file, name=file.name, dated_on=on, on=clock.today(), at=clock.now(),
        subject_uid=state.uid, note=state.get_state_display(),
    )  # fmt: skip


@page("projects.parties", obj=(Project, "code"))
def party_new(request: HttpRequest, project: Project) -> HttpResponse:
    form = PartyForm(request.POST or None, project=project, initial={"on": clock.today(), "part": Part.SUBCONTRACTOR})

    def act(data: dict[str, Any]) -> None:
        names = ("part", "on", "parent", "scope_of_work", "contact_name", "entrusted_agreement_on")
        add_party(actor=request.actor, project=project, organisation=enrolled(request.actor, data, "party"), **{name: data[name] for name in names})

    text = "登记后，这家单位的账号即可看到本项目。"
    return act_page(request, project, form, act, title="登记参建单位", verb="登记", done="已登记参建单位。", text=text)


def _party(request: HttpRequest, project: Project, uid: str) -> ProjectParty:
    found = ProjectParty.objects.visible_to(request.actor).filter(project=project, uid=uid).select_related("organisation", "project").first()
    if found is None:
        raise Http404
    return found


@page("projects.parties", obj=(Project, "code"))
def party_leave(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    party = _party(request, project, uid)
    form = LeaveForm(request.POST or None, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        leave_party(actor=request.actor, party=party, on=data["on"])

    text = "退场前应结清工资。退场后这家单位仍能查看本项目的历史。"
    return act_page(request, project, form, act, title=f"{party.organisation}退场？", verb="登记退场", done="已登记退场。", text=text, kind="btn-warnred")


@page("projects.record_agreement", obj=(Project, "code"))
def party_agreement(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    party = _party(request, project, uid)
    form = AgreementForm(request.POST or None, initial={"signed_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        record_agreement(actor=request.actor, subject=party, signed_on=data["signed_on"], on=clock.today())

    return act_page(request, project, form, act, title=f"{party.organisation}的委托代发协议", verb="登记协议", done="已登记委托代发协议。")


@page("projects.assign", obj=(Project, "code"))
def project_inspector(request: HttpRequest, project: Project) -> HttpResponse:
    people = inspectors_of(project.region, clock.today())
    form = InspectorForm(request.POST or None, people=people, initial={"inspector": project.inspector_id})

    def act(data: dict[str, Any]) -> None:
        assign_inspector(actor=request.actor, project=project, inspector=data["inspector"], on=clock.today())

    return act_page(request, project, form, act, title="指定责任监察员", verb="指定", done="已指定责任监察员。")


@page("projects.assign", obj=(Project, "code"))
def project_responsibility(request: HttpRequest, project: Project) -> HttpResponse:
    form = ResponsibilityForm(request.POST or None, initial={"since": clock.today(), "post": request.GET.get("post", "")})

    def act(data: dict[str, Any]) -> None:
        assign_responsibility(actor=request.actor, project=project, **data)

    return act_page(request, project, form, act, title="落实包保责任", verb="保存", done="已落实包保责任。", text="同一岗位换人的，原责任人留在记录里。")
