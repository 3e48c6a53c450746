"""核定: what a project has to store today with every step, and the papers of what was decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.trying import tried
from projects.deposits.actions.assess_deposit import assess_deposit, newest_assessment
from projects.deposits.forms import AssessForm
from projects.deposits.gather import Declared, declared_from
from projects.deposits.notes import percent
from projects.deposits.prints import assessment_pdf, told_lines
from projects.deposits.reckoning import reckon
from projects.deposits.views.acting import given, project_of
from projects.deposits.work import Assessed
from projects.models import DepositAssessment, Project


@page("projects.assess_deposit", obj=(Project, "code"))
def deposit_assess(request: HttpRequest, project: Project) -> HttpResponse:
    """The reckoning of today's data; 试算 shows it with what the officer found out, 核定 keeps it."""
    actor, on = request.actor, clock.today()
    project = project_of(request, project.pk)
    last = newest_assessment(actor, project, on)
    known = declared_from(last.declared) if last else Declared()
    form = AssessForm(given(request)[0], initial={"on": on} | known.as_dict())
    told, day = (form.told, form.cleaned_data["on"]) if form.is_bound and form.is_valid() else (known, on)
    if form.is_bound and form.is_valid() and "keep" in request.POST:
        made = tried(form, lambda: assess_deposit(actor=actor, project=project, on=day, at=clock.now(), told=told))
        if made is not None:
            messages.success(request, "已核定，在管的保证金按这个数比对。")
            return redirect(made)
    answer, refused = None, ""
    try:
        _, answer = reckon(actor, project, day, told=told)
    except Refused as refusal:
        refused = refusal.reason
    context = {"project": project, "form": form, "answer": answer, "refused": refused, "rate": _rate(answer), "last": last, "day": day}
    return render(request, "projects/deposits/assess.html", context, status=422 if form.errors else 200)


def _rate(answer: Assessed | None) -> str:
    return percent(answer.rate) if answer else ""


def _shown(found: DepositAssessment, project: Project) -> dict:
    return {"assessment": found, "project": project, "rate": percent(found.rate), "told": told_lines(found), "figures": sorted(found.figures.items())}


@page("projects.deposits", obj=(DepositAssessment, "uid"))
def deposit_assessment(request: HttpRequest, found: DepositAssessment) -> HttpResponse:
    """One decision as it was made."""
    project = project_of(request, found.project_id)
    return render(request, "projects/deposits/assessment.html", _shown(found, project) | {"may_draft": may(request.actor, "documents.draft")})


@page("projects.deposits", obj=(DepositAssessment, "uid"))
def deposit_assessment_print(request: HttpRequest, found: DepositAssessment) -> HttpResponse:
    found.project = project_of(request, found.project_id)
    return file_response(assessment_pdf(found), f"保证金核定单{found.project.code}-{found.on:%Y%m%d}.pdf", "application/pdf")
