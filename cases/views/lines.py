"""One worker's line of a case: its finding, its payments, its withdrawal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.actions.record_payment import record_payment
from cases.actions.verify_line import verify_line
from cases.actions.withdraw_line import withdraw_line
from cases.forms.cases import FindingForm, PaymentForm, WithdrawForm
from cases.models import Case, CasePayment, CaseWorkerLine
from cases.views.trying import demand, keep_file, tried
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock

FORMS = {"verify": FindingForm, "pay": PaymentForm, "withdraw": WithdrawForm}
LABELS = {"verify": "核实", "pay": "登记到账", "withdraw": "撤回"}
DONE = {"verify": "已核实。", "pay": "已登记到账。", "withdraw": "已登记撤回。"}


def _line(request: HttpRequest, case: Case, uid: object) -> CaseWorkerLine:
    found = CaseWorkerLine.objects.visible_to(request.actor).of(case).select_related("case__region", "withdrawn_file").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _steps(request: HttpRequest, line: CaseWorkerLine) -> list[str]:
    """Paying needs a finding; nothing is done to a withdrawn line or to a settled case."""
    if not may(request.actor, "cases.work") or line.region_id not in request.actor.scope.write_regions:
        return []
    if line.state == "withdrawn" or line.case.settled_on:
        return []
    paying = ["pay"] if line.verified is not None and line.owed > 0 else []
    return [*paying, "verify", *([] if line.is_settled else ["withdraw"])]


@page("cases.list", obj=(Case, "number"))
def line(request: HttpRequest, case: Case, uid: object) -> HttpResponse:
    """What he claims, what was found, what came and from whom."""
    found = _line(request, case, uid)
    steps = _steps(request, found)
    context = {
        "case": case,
        "line": found,
        "payments": CasePayment.objects.visible_to(request.actor).filter(line=found).select_related("receipt"),
        "sees_person": may(request.actor, "cases.reveal"),
        "steps": [(verb, LABELS[verb]) for verb in steps],
        "form": _form(request, steps[0], found) if steps else None,
    }
    return render(request, "cases/line.html", context)


def _form(request: HttpRequest, verb: str, line: CaseWorkerLine):
    initial = {"pay": {"amount": line.owed, "paid_on": clock.today()}, "verify": {"verified": line.claimed if line.verified is None else line.verified}}
    return FORMS[verb](request.POST or None, request.FILES or None, initial=initial.get(verb))


@page("cases.work", obj=(Case, "number"))
def line_step(request: HttpRequest, case: Case, uid: object, verb: str) -> HttpResponse:
    """One act on the line."""
    found = _line(request, case, uid)
    if verb not in FORMS:
        raise Http404
    demand(request.actor, found, "cases.work")
    form = _form(request, verb, found)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: ACTS[verb](request, found, form.cleaned_data)) is not None:
        messages.success(request, DONE[verb])
        return redirect(case)
    return render(request, "cases/line_step.html", {"case": case, "line": found, "form": form, "label": LABELS[verb]})


def _verify(request: HttpRequest, line: CaseWorkerLine, data: dict) -> None:
    verify_line(line, actor=request.actor, on=clock.today(), **data)


def _pay(request: HttpRequest, line: CaseWorkerLine, data: dict) -> None:
    receipt = keep_file(request, data.pop("receipt"), "case_receipt", line.region_id)
    record_payment(line, actor=request.actor, receipt=receipt, on=clock.today(), at=clock.now(), **data)


def _withdraw(request: HttpRequest, line: CaseWorkerLine, data: dict) -> None:
    proof = keep_file(request, data["proof"], "case_paper", line.region_id)
    withdraw_line(line, actor=request.actor, note=data["note"], proof=proof, on=clock.today())


ACTS = {"verify": _verify, "pay": _pay, "withdraw": _withdraw}
