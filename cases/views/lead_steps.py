"""The moves of a lead as pages: each is a form that works alone, and a panel on the lead's page."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.actions import decide_lead
from cases.actions.amend_lead import amend_lead
from cases.forms.leads import AcceptForm, AmendForm, ToldForm
from cases.models import Lead
from cases.queries.duplicates import open_cases_of_matter, same_matter
from cases.views.trying import demand, tried
from portal.accounts.pages import page
from portal.lib import clock
from portal.tenancy.scope import Actor
from portal.workflow.door import Move, available, find

TOLD = {
    "reject": ("不予受理的理由", "写清不符合哪一条、该去哪里，反映人会看到。"),
    "transfer": ("转给哪个单位、依据什么", "反映人会看到；需要转办单的，在右侧拟稿。"),
    "answer": ("答复内容", "反映人会看到；答复后线索离开三日清零。"),
}
ACTS = {"reject": decide_lead.reject_lead, "transfer": decide_lead.transfer_lead}
DONE = {"accept": "已受理。", "reject": "已登记不予受理，反映人能在进度页看到理由。", "transfer": "已转送并告知反映人。", "answer": "已答复反映人。"}


def steps_of(lead: Lead, actor: Actor) -> list[Move]:
    """What the actor can do now; only where he may write."""
    return available(lead, actor) if lead.region_id in actor.scope.write_regions else []


def form_of(verb: str, data, lead: Lead, actor: Actor) -> forms.Form:
    """The form of one move."""
    if verb == "accept":
        cases = open_cases_of_matter(actor, lead)
        alike = {row.case.pk for row in same_matter(actor, lead) if row.case}
        return AcceptForm(data, cases=cases, suggested=next((case for case in cases if case.pk in alike), cases[0] if cases else None))
    label, hint = TOLD[verb]
    return ToldForm(data, label=label, hint=hint)


@page("cases.list", obj=(Lead, "uid"))
def lead_step(request: HttpRequest, lead: Lead, verb: str) -> HttpResponse:
    """One move: GET shows its form, POST makes it. An accepted lead leads to its case."""
    if verb not in DONE:
        raise Http404
    actor = request.actor
    demand(actor, lead, find(Lead, verb).right)
    form = form_of(verb, request.POST or None, lead, actor)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _make(verb, lead, actor, form))
        if done is not None:
            messages.success(request, DONE[verb])
            return redirect(done)
    return render(request, "cases/lead_step.html", {"lead": lead, "form": form, "step": find(Lead, verb)})


def _make(verb: str, lead: Lead, actor: Actor, form: forms.Form):
    at = clock.now()
    if verb == "accept":
        data = form.cleaned_data
        return decide_lead.accept_lead(lead, actor=actor, at=at, note=data["note"], case=form.case, track=data["track"])
    text = form.cleaned_data["reason"]
    if verb == "answer":
        return decide_lead.answer_lead(lead, actor=actor, at=at, reply=text)
    return ACTS[verb](lead, actor=actor, at=at, reason=text)


@page("cases.accept", obj=(Lead, "uid"))
def lead_amend(request: HttpRequest, lead: Lead) -> HttpResponse:
    """补正 before the decision."""
    demand(request.actor, lead, "cases.accept")
    initial = {name: getattr(lead, name) for name in ("employer_text", "people", "amount", "owed_from", "owed_to")}
    initial["project"] = lead.project.code if lead.project_id else ""
    form = AmendForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: amend_lead(lead, actor=request.actor, reason=form.cleaned_data["reason"], **form.about)):
            messages.success(request, "已补正。")
            return redirect(lead)
    return render(request, "cases/lead_amend.html", {"lead": lead, "form": form})
