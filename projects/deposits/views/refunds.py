"""返还: the page of one return and its steps."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.forms import ReasonForm
from portal.workflow.door import available
from projects.deposits.actions.step_refund import apply_refund, approve_refund, refuse_refund, return_deposit, unsettled, withdraw_refund
from projects.deposits.forms import PaperForm
from projects.deposits.papers import CONFIRMATION, REFUND, REFUSAL
from projects.deposits.prints import NOTICE, refund_notice_pdf
from projects.deposits.views.acting import act_page, closed, given, project_of
from projects.models import DepositRefund, WageSecurityDeposit

STEPS = (("announced", "公示 30 日"), ("applied", "提交申请"), ("approved", "审核通过"), ("returned", "出具确认书"))
# verb -> (act, form, what the page says); a reason or a number goes to the act under its own name.
ASKED = {
    "apply": (apply_refund, forms.Form, "公示期满、没有异议的，提交返还申请；人社部门 5 个工作日内审核。"),
    "approve": (approve_refund, forms.Form, "没有欠薪、没有未办结的案件和其他限制的，审核通过；3 个工作日内出具确认书。"),
    "refuse": (refuse_refund, ReasonForm, "有欠薪的不予返还，3 个工作日内书面告知；清偿后可以再次申请。"),
    "return": (return_deposit, PaperForm, "出具返还（销户）确认书、退还保函正本后登记文号，保证金就此结束。"),
    "withdraw": (withdraw_refund, ReasonForm, "撤回后可以重新公示。"),
}


def _with_rows(request: HttpRequest, found: DepositRefund) -> DepositRefund:
    found.project = project_of(request, found.project_id)
    found.deposit = WageSecurityDeposit.objects.of(found.project).get(pk=found.deposit_id)
    return found


@page("projects.deposits", obj=(DepositRefund, "uid"))
def deposit_refund(request: HttpRequest, found: DepositRefund) -> HttpResponse:
    actor, official = request.actor, request.actor.role not in ENTERPRISE
    _with_rows(request, found)
    acts = [(step.label, reverse("refund_act", args=[found.uid, step.verb])) for step in available(found, actor)]
    context = {
        "refund": found, "deposit": found.deposit, "project": found.project, "on": clock.today(), "acts": acts, "steps": _steps(found),
        "against": unsettled(actor, found, clock.now()) if official and found.state in ("applied", "approved", "refused") else [],
        "kinds": _kinds(request, found) if official else [], "papers": Instrument.objects.visible_to(actor).about(REFUND, found.uid)[:10],
    }  # fmt: skip
    return render(request, "projects/deposits/refund.html", context)


def _steps(found: DepositRefund) -> list[tuple[str, str]]:
    order = [name for name, _ in STEPS]
    here = order.index(found.state) if found.state in order else order.index("applied") if found.state == "refused" else -1
    done = found.state == "returned"
    return [(label, "done" if place < here or done else "now" if place == here else "todo") for place, (_, label) in enumerate(STEPS)]


def _kinds(request: HttpRequest, found: DepositRefund) -> list[tuple[str, str]]:
    if not may(request.actor, "documents.draft"):
        return []
    offered = [("不予返还告知书", REFUSAL, found.state == "refused"), ("返还（销户）确认书", CONFIRMATION, found.state == "approved")]
    return [(label, reverse("refund_paper", args=[found.uid, kind])) for label, kind, is_open in offered if is_open]


@recorded
@page("projects.deposits", obj=(DepositRefund, "uid"))
def refund_notice(request: HttpRequest, found: DepositRefund) -> HttpResponse:
    """The paper for the site's board and the authority's page."""
    _with_rows(request, found)
    found.deposit.project, actor = found.project, request.actor
    organ = f"{found.project.region.name}人力资源社会保障部门" if actor.role in ENTERPRISE else actor.organisation_name
    response = file_response(refund_notice_pdf(found, found.deposit, organ), f"{NOTICE}{found.project.code}.pdf", "application/pdf")
    response.noted = ("projects.print_form", {"name": NOTICE, "project": found.project.code})
    return response


@page("projects.deposits", obj=(DepositRefund, "uid"))
def refund_act(request: HttpRequest, found: DepositRefund, verb: str) -> HttpResponse:
    """One move of the return."""
    _with_rows(request, found)
    shut = closed(request, found, verb)
    if shut is not None:
        return shut
    act, asked, text = ASKED[verb]
    label = next(step.label for step in found.moves if step.verb == verb)
    form = asked(given(request)[0])

    def do() -> Any:
        return act(actor=request.actor, refund=found, on=clock.today(), at=clock.now(), **form.cleaned_data)

    kind = "btn-warnred" if verb in ("refuse", "withdraw") else "btn-primary"
    return act_page(
        request, form, do, title=f"{label}：{found.project.name}", verb=label, done=f"{label}：已办。", back=found.get_absolute_url(), text=text, kind=kind
    )  # fmt: skip
