"""What can be done with a case, each on a page of its own that works without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.actions.add_worker_line import add_worker_line
from cases.actions.close_case import close_case, decide_unfounded, names, propose_unfounded
from cases.actions.file_case import file_case
from cases.actions.note_case import note_case
from cases.actions.put_in_charge import leaders_for, put_in_charge
from cases.actions.record_payment import record_payment
from cases.actions.record_police import record_police
from cases.actions.reopen_case import reopen_case
from cases.actions.settle_case import contradicting, settle_case
from cases.enums import CaseTrack
from cases.forms import cases as case_forms
from cases.models import Case, CaseLead, CaseWorkerLine
from cases.views.trying import demand, keep_file, tried
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.lib.forms import ReasonForm
from portal.tenancy.scope import Actor

Form = forms.Form
Request = HttpRequest


@dataclass(frozen=True)
class Step:
    """One act: its right, when it is possible, its form, what it does, what is said when it is done."""

    verb: str
    label: str
    right: str
    possible: Callable[[Case, Actor], bool]
    form: Callable[[Request, Case], Form]
    act: Callable[[Request, Case, dict, Form], Any]
    done: str
    text: str = ""
    question: str = ""  # of an act that cannot be undone
    kind: str = "btn-outline"
    warn: Callable[[Case, Actor], str] = lambda case, actor: ""  # what stands in the way, said before it is tried


def _plain(form: type[Form]) -> Callable[[Request, Case], Form]:
    return lambda request, case: form(request.POST or None, request.FILES or None, initial=case_forms.today_first(clock.today()))


def _line_form(request: Request, case: Case) -> Form:
    links = CaseLead.objects.visible_to(request.actor).filter(case=case, line__isnull=True).select_related("lead")
    return case_forms.LineForm(request.POST or None, links=list(links))


def _bulk_form(request: Request, case: Case) -> Form:
    owing = [line for line in CaseWorkerLine.objects.visible_to(request.actor).of(case).unpaid().filter(verified__isnull=False) if line.owed > 0]
    return case_forms.BulkPaymentForm(request.POST or None, request.FILES or None, owing=owing, initial=case_forms.today_first(clock.today()))


def _settle_form(request: Request, case: Case) -> Form:
    return case_forms.SettleForm(request.POST or None, contradicted=len(contradicting(request.actor, case)))


def _leader_form(request: Request, case: Case) -> Form:
    return case_forms.LeaderForm(request.POST or None, leaders=leaders_for(case.region, clock.today()))


def _add(request: Request, case: Case, data: dict, form: Form) -> Any:
    return add_worker_line(actor=request.actor, case=case, on=clock.today(), **form.line_fields)


def _pay(request: Request, case: Case, data: dict, form: Form) -> None:
    receipt = keep_file(request, data["receipt"], "case_receipt", case.region_id)
    common = {name: data[name] for name in ("paid_on", "source", "note")}
    for line in form.chosen:
        record_payment(line, actor=request.actor, amount=line.owed, receipt=receipt, on=clock.today(), at=clock.now(), **common)


def _close(request: Request, case: Case, data: dict, form: Form) -> Any:
    paper = keep_file(request, data["paper"], "case_paper", case.region_id)
    words = {name: data[name] for name in ("kind", "note", "reply", "agreed_until_on")}
    return close_case(case, actor=request.actor, at=clock.now(), paper=paper, **words)


def _decide(request: Request, case: Case, data: dict, form: Form) -> Any:
    return decide_unfounded(case, actor=request.actor, at=clock.now(), agree=data["agree"] == "yes", note=data["reason"], reply=data["reply"])


def _unpaid(case: Case, actor: Actor) -> str:
    """Who keeps the case from being settled."""
    found = list(CaseWorkerLine.objects.visible_to(actor).of(case).unpaid().values_list("name", flat=True))
    return f"还有 {len(found)} 人没有付清（{names(found)}），现在不能销账。" if found else ""


def _open(case: Case, actor: Actor) -> bool:
    return case.is_open


def _owing(case: Case, actor: Actor) -> bool:
    return CaseWorkerLine.objects.visible_to(actor).of(case).unpaid().filter(verified__isnull=False).count() > 1


STEPS = (
    Step("line", "添加人员", "cases.work", _open, _line_form, _add, "已加入明细。", "不在花名册上的人也可以登记。"),
    Step("pay", "批量登记付清", "cases.work", _owing, _bulk_form, _pay, "已登记到账。", "一张回单付清多人：每人按尚欠数登记。付一部分的，到本人明细里登记。"),
    Step(
        "note", "办理记录", "cases.work", _open, _plain(case_forms.NoteForm),
        lambda r, c, d, f: note_case(c, actor=r.actor, at=clock.now(), **d), "已登记。",
    ),
    Step(
        "file", "立案", "cases.work", lambda c, a: c.is_open and c.track == CaseTrack.COORDINATED, _plain(ReasonForm),
        lambda r, c, d, f: file_case(c, actor=r.actor, at=clock.now(), reason=d["reason"]), "已立案。", "从立案之日起 60 个工作日内查完。",
    ),
    Step(
        "police", "移送公安", "cases.work", lambda c, a: True, _plain(case_forms.PoliceForm),
        lambda r, c, d, f: record_police(c, actor=r.actor, on=clock.today(), **d), "已登记。", "涉嫌拒不支付劳动报酬的，责令到期仍不支付才移送。",
    ),
    Step(
        "leader", "确定包案领导", "cases.assign_leader", _open, _leader_form,
        lambda r, c, d, f: put_in_charge(c, actor=r.actor, on=clock.today(), **d), "已确定包案领导。", "包案领导只看到自己包的案件，可以批示。",
    ),
    Step(
        "close", "办结", "cases.close", lambda c, a: c.is_open and c.proposed_by_id is None, _plain(case_forms.CloseForm), _close, "已办结。",
        "办结只说明程序走完。没付清的钱继续挂账，直到付清才能销账。",
    ),
    Step(
        "unfounded", "提出不属实", "cases.close", lambda c, a: c.is_open and c.proposed_by_id is None, _plain(case_forms.UnfoundedForm),
        lambda r, c, d, f: propose_unfounded(c, actor=r.actor, at=clock.now(), note=d["note"]), "已提出，等另一人复核。",
    ),
    Step(
        "decide", "复核不属实", "cases.confirm_unfounded", lambda c, a: c.is_open and c.proposed_by_id is not None and c.proposed_by_id != a.user_id,
        _plain(case_forms.DecideUnfoundedForm),
        _decide, "已登记复核意见。",
    ),
    Step(
        "settle", "销账", "cases.settle", lambda c, a: c.settled_on is None, _settle_form,
        lambda r, c, d, f: settle_case(c, actor=r.actor, at=clock.now(), note=d["note"]), "已销账，这笔账清了。",
        question="销账？", text="每个人都付清、有凭证才能销账。销账后线索计入“清偿到位”，项目解除限制。", kind="btn-warnred", warn=_unpaid,
    ),
    Step(
        "reopen", "重新办理", "cases.close", lambda c, a: not c.is_open, _plain(ReasonForm),
        lambda r, c, d, f: reopen_case(c, actor=r.actor, at=clock.now(), reason=d["reason"]), "已重新办理。",
    ),
)  # fmt: skip
BY_VERB = {step.verb: step for step in STEPS}


def steps_of(case: Case, actor: Actor) -> list[Step]:
    """What the actor can do now with this case; only where he may write."""
    if case.region_id not in actor.scope.write_regions:
        return []
    return [step for step in STEPS if may(actor, step.right) and step.possible(case, actor)]


@page("cases.list", obj=(Case, "number"))
def case_step(request: HttpRequest, case: Case, verb: str) -> HttpResponse:
    """One act: GET shows its form, POST makes it; a refusal stands in the form."""
    step = BY_VERB.get(verb)
    if step is None:
        raise Http404
    demand(request.actor, case, step.right)
    form = step.form(request, case)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: step.act(request, case, form.cleaned_data, form)) is not None:
        messages.success(request, step.done)
        return redirect(case)
    template = "cases/confirm.html" if step.question else "cases/case_step.html"
    text = step.warn(case, request.actor) or step.text
    context = {"case": case, "form": form, "step": step, "title": step.question, "text": text, "verb": step.label, "kind": step.kind}
    return render(request, template, context | {"back": case.get_absolute_url(), "crumb": case})
