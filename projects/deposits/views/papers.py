"""Draft the papers of a deposit, of its use and of its return, from what their rows know."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.addressee import default_text
from portal.documents.forms import DraftForm
from portal.documents.kinds import instrument_kind
from portal.lib import clock
from portal.lib.deadlines import due
from portal.lib.trying import tried
from portal.tenancy.calendars import work_calendar
from portal.tenancy.policies import policy
from projects.deposits import papers
from projects.deposits.actions.assess_deposit import newest_assessment
from projects.deposits.views.acting import given, project_of
from projects.models import DepositAssessment, DepositDrawdown, DepositRefund, WageSecurityDeposit

OF_DEPOSIT = (papers.ADMIN_DECISION, papers.REMINDER, papers.NATURE, papers.RESTORE)
OF_DRAWDOWN = (papers.PAYMENT_NOTICE, papers.TOP_UP)
OF_REFUND = (papers.REFUSAL, papers.CONFIRMATION)


@page("documents.draft", obj=(WageSecurityDeposit, "uid"))
def deposit_paper(request: HttpRequest, found: WageSecurityDeposit, kind: str) -> HttpResponse:
    found.project = project_of(request, found.project_id)
    more = {"reason": found.exempt_basis and f"{found.exempt_basis}：条件已经消失。"}
    if kind == papers.ADMIN_DECISION:
        more |= {"amount": None}  # what is owed, not what is stored
    if kind == papers.RESTORE:
        days = policy(found.region_id, "deposit.restore_days", on=clock.today()).require()
        last = newest_assessment(request.actor, found.project, clock.today())
        more |= {"act_by": work_calendar().add_workdays(clock.today(), days), "required": last.required if last else None}
    return _draft(request, kind, OF_DEPOSIT, papers.DEPOSIT, found, found, papers.facts_of(kind, found, **more))


@page("documents.draft", obj=(DepositAssessment, "uid"))
def assessment_paper(request: HttpRequest, found: DepositAssessment) -> HttpResponse:
    """存储告知书: how much, and by when from the permit (65号文 第八条)."""
    project = project_of(request, found.project_id)
    start = project.permit_issued_on or project.contract_signed_on or clock.today()
    facts = papers.of_project(project) | {"required": found.required, "act_by": due("D06", start, work_calendar()).due_on}
    unstored = WageSecurityDeposit(project=project)
    return _draft(request, papers.STORAGE, (papers.STORAGE,), papers.ASSESSMENT, found, unstored, facts)


@page("documents.draft", obj=(DepositDrawdown, "uid"))
def drawdown_paper(request: HttpRequest, found: DepositDrawdown, kind: str) -> HttpResponse:
    deposit = _deposit(request, found)
    return _draft(request, kind, OF_DRAWDOWN, papers.DRAWDOWN, found, deposit, papers.facts_of(kind, deposit, drawdown=found))


@page("documents.draft", obj=(DepositRefund, "uid"))
def refund_paper(request: HttpRequest, found: DepositRefund, kind: str) -> HttpResponse:
    deposit = _deposit(request, found)
    return _draft(request, kind, OF_REFUND, papers.REFUND, found, deposit, papers.facts_of(kind, deposit, refund=found))


def _deposit(request: HttpRequest, found: DepositDrawdown | DepositRefund) -> WageSecurityDeposit:
    project = project_of(request, found.project_id)
    deposit = WageSecurityDeposit.objects.of(project).get(pk=found.deposit_id)
    deposit.project = project
    return deposit


def _draft(
    request: HttpRequest, kind: str, kinds: tuple[str, ...], label: str, subject: Any, deposit: WageSecurityDeposit, facts: dict[str, Any]
) -> HttpResponse:
    """The kind's facts filled in; whom it goes to is the tenant's policy and may be changed."""
    if kind not in kinds:
        raise Http404
    spec, project = instrument_kind(kind), deposit.project
    to = papers.addressees(project, deposit.institution)
    part = policy(project.region_id, f"instruments.addressee.{kind}", on=clock.today()).require()
    text = default_text(part, to) or (deposit.institution if part == "institution" else "")
    known = {f"fact_{key}": value for key, value in facts.items()} | {"addressee_text": text}
    if kind == papers.PAYMENT_NOTICE and project.general_contractor:
        known["cc"] = project.general_contractor.name  # 并书面通知施工总承包单位 (65号文 第十九条)
    form = DraftForm(given(request)[0], kind=spec, initial=known)
    if request.method == "POST" and form.is_valid():
        occasion = Occasion(label, str(subject.uid), f"{project.name} {spec.title}", project.pk, project.name)
        written = {"kind": kind, "addressees": to, "facts": form.facts, "occasion": occasion, "attachments": papers.ANNEXES.get(kind, ())} | form.texts
        draft = tried(form, lambda: draft_instrument(actor=request.actor, at=clock.now(), **written))
        if draft is not None:
            return redirect(draft)
    context = {"form": form, "heading": f"拟{spec.title}：{project.name}", "law": spec.law, "back": subject.get_absolute_url()}
    return render(request, "documents/instrument_form.html", context)
