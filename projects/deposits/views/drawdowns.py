"""动用保证金: the decision and its list, the payment notice, who got what, and the filling up."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.documents.models import Instrument
from portal.documents.typeset import TableColumn, render_table_pdf
from portal.external.models import IncomingPaper
from portal.interface import menu
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.exports import XLSX
from portal.lib.forms import ReasonForm
from portal.lib.sheets.reader import read_workbook
from portal.lib.trying import tried
from portal.tenancy.scope import Actor
from portal.workflow.door import available
from projects.deposits.actions.cancel_drawdown import cancel_drawdown
from projects.deposits.actions.default_drawdown import default_drawdown
from projects.deposits.actions.notify_drawdown import notify_drawdown
from projects.deposits.actions.pay_drawdown import pay_drawdown
from projects.deposits.actions.prepare_drawdown import prepare_drawdown
from projects.deposits.actions.top_up_deposit import top_up_deposit
from projects.deposits.decisions import entered_papers, served_papers
from projects.deposits.forms import DrawdownForm, NotifyForm, PayForm, TopUpForm
from projects.deposits.papers import DRAWDOWN, PAYMENT_NOTICE, TOP_UP
from projects.deposits.payee_sheet import payee_template, read_payees
from projects.deposits.views.acting import act_page, closed, given, project_of
from projects.models import DepositDrawdown, DrawdownPayee, WageSecurityDeposit

PAYEE_LIST = (
    TableColumn("序号", 12, "center"), TableColumn("姓名", 28), TableColumn("身份证号", 48), TableColumn("银行卡号", 56), TableColumn("金额（元）", 0, "right"),
)  # fmt: skip

# verb -> (act, what the page says); what the form cleaned goes to the act under its own names.
ASKED = {
    "notify": (notify_drawdown, "机构自收到之日起 5 个工作日内付给名单上的本人。"),
    "pay": (pay_drawdown, "没有到账的人写明原因，其余都记为到账。全部到账后开始计补足的 10 个工作日。"),
    "default": (default_drawdown, "计入机构履约记录；以后付了仍可登记。"),
    "fill": (top_up_deposit, "现金存回原账户，全额补足。"),
    "cancel": (cancel_drawdown, "总包已经清偿或者决定撤销的，撤销动用。"),
}


@page("projects.keep_deposit", obj=(WageSecurityDeposit, "uid"))
def drawdown_new(request: HttpRequest, found: WageSecurityDeposit) -> HttpResponse:
    """The list is read as a whole: nothing is kept while anything on it is wrong."""
    found.project = project_of(request, found.project_id)
    papers = {"served": served_papers(request.actor, found.project), "entered": entered_papers(request.actor, found.project)}
    form, findings = DrawdownForm(*given(request), **papers), []
    if request.method == "POST" and form.is_valid():
        made, findings = _prepare(request, found, form)
        if made is not None:
            return redirect(made)
    context = {
        "deposit": found,
        "project": found.project,
        "form": form,
        "has_paper": any(papers.values()),
        "findings": [finding.as_dict() for finding in findings],
    }
    return render(request, "projects/deposits/drawdown_new.html", context, status=422 if form.errors or findings else 200)


def _prepare(request: HttpRequest, deposit: WageSecurityDeposit, form: DrawdownForm) -> tuple[DepositDrawdown | None, list]:
    data = form.cleaned_data
    try:
        payees, findings = read_payees(read_workbook(data["payees"].read(), data["payees"].name))
    except Refused as refusal:
        form.add_error("payees", refusal.reason)
        return None, []
    if not payees:
        form.add_error("payees", "名单没有登记，请按下面的提示改正后再传。" if findings else "名单里没有人。")
        return None, findings
    decision, file = form.decision, data["decision_file"]
    proof = {"upload": file, "upload_name": file.name if file else ""}
    now = {"on": clock.today(), "at": clock.now()}
    return tried(form, lambda: prepare_drawdown(actor=request.actor, deposit=deposit, decision=decision, payees=payees, **proof, **now)), []


@page("projects.keep_deposit")
def payee_sheet(request: HttpRequest) -> HttpResponse:
    return file_response(payee_template(), "保证金支付名单.xlsx", XLSX)


@page("projects.deposits", obj=(DepositDrawdown, "uid"))
def deposit_drawdown(request: HttpRequest, found: DepositDrawdown) -> HttpResponse:
    actor, on = request.actor, clock.today()
    _with_rows(request, found)
    context = {
        "drawdown": found, "deposit": found.deposit, "project": found.project, "is_late": found.is_late(on),
        "payees": DrawdownPayee.objects.visible_to(actor).filter(drawdown=found), "acts": _acts(request, found),
        "kinds": _kinds(request, found), "papers": Instrument.objects.visible_to(actor).about(DRAWDOWN, found.uid)[:10],
        "decision": _decision(actor, found), "may_list": may(actor, "projects.payee_list"), "may_file": actor.role not in ENTERPRISE,
    }  # fmt: skip
    return render(request, "projects/deposits/drawdown.html", context)


def _decision(actor: Actor, found: DepositDrawdown) -> Instrument | IncomingPaper | None:
    """For who may read it: a bank pays by a decision without being its addressee, and a firm keeps no register of incoming papers."""
    model, pk = (Instrument, found.instrument_id) if found.instrument_id else (IncomingPaper, found.incoming_id)
    paper = model.objects.visible_to(actor).filter(pk=pk).first()
    return paper if paper and menu.opens(actor, paper.get_absolute_url()) else None


def _with_rows(request: HttpRequest, found: DepositDrawdown) -> DepositDrawdown:
    found.project = project_of(request, found.project_id)
    found.deposit = WageSecurityDeposit.objects.of(found.project).get(pk=found.deposit_id)
    found.deposit.project = found.project
    return found


def _acts(request: HttpRequest, found: DepositDrawdown) -> list[tuple[str, str]]:
    open_ = [(step.label, reverse("drawdown_act", args=[found.uid, step.verb])) for step in available(found, request.actor)]
    if found.deposit.is_guaranteed:
        open_ = [(label, url) for label, url in open_ if not url.endswith("/fill/")]
        if found.state == "paid" and may(request.actor, "projects.store_deposit"):
            open_.append(("登记新保函", reverse("deposit_replace", args=[found.deposit.uid])))
    return open_


def _kinds(request: HttpRequest, found: DepositDrawdown) -> list[tuple[str, str]]:
    if request.actor.role in ENTERPRISE or not may(request.actor, "documents.draft"):
        return []
    offered = [("支付通知书", PAYMENT_NOTICE, found.state == "prepared"), ("补足通知书", TOP_UP, found.state == "paid")]
    return [(label, reverse("drawdown_paper", args=[found.uid, kind])) for label, kind, is_open in offered if is_open]


@page("projects.deposits", obj=(DepositDrawdown, "uid"))
def drawdown_act(request: HttpRequest, found: DepositDrawdown, verb: str) -> HttpResponse:
    """One move; the table of moves says whose it is, the act asks what it needs."""
    _with_rows(request, found)
    shut = closed(request, found, verb)
    if shut is not None:
        return shut
    act, text = ASKED[verb]
    label, form = next(step.label for step in found.moves if step.verb == verb), _form(request, found, verb)

    def do() -> DepositDrawdown:
        return act(actor=request.actor, drawdown=found, on=clock.today(), at=clock.now(), **form.cleaned_data)

    kind = "btn-warnred" if verb in ("default", "cancel") else "btn-primary"
    return act_page(
        request, form, do, title=f"{label}：{found.project.name}", verb=label, done=f"{label}：已办。", back=found.get_absolute_url(), text=text, kind=kind
    )  # fmt: skip


def _form(request: HttpRequest, found: DepositDrawdown, verb: str) -> forms.Form:
    posted = given(request)[0]
    match verb:
        case "notify":
            return NotifyForm(posted)
        case "pay":
            open_ = list(DrawdownPayee.objects.of(found.project).filter(drawdown=found, paid_on__isnull=True))
            return PayForm(posted, payees=open_, initial={"paid_on": clock.today()})
        case "fill":
            return TopUpForm(posted, initial={"topped_up_on": clock.today(), "amount": found.paid_amount})
    return ReasonForm(posted)


@recorded
@page("projects.payee_list", obj=(DepositDrawdown, "uid"), step_up="reveal")
def payee_list(request: HttpRequest, found: DepositDrawdown) -> HttpResponse:
    """The annex of the payment notice with whole numbers, for the one who pays; every print is recorded."""
    _with_rows(request, found)
    people = list(DrawdownPayee.objects.visible_to(request.actor).filter(drawdown=found))
    rows = [(n, row.name, row.id_number.plain(), row.card_number.plain(), f"{row.amount:,.2f}") for n, row in enumerate(people, start=1)]
    content = render_table_pdf(
        "农民工工资保证金支付人员清单", PAYEE_LIST, rows, organ=request.actor.organisation_name,
        lines=[f"{found.project.name}　{found.deposit.institution}", f"依据 {found.decision_number}，共 {found.people} 人 {found.amount:,.2f} 元"],
        sums=("", "合计", "", "", f"{found.amount:,.2f}"), landscape=False, size=10, mark=f"{request.actor.name} {clock.now():%Y-%m-%d %H:%M} 打印", on=clock.today(),
    )  # fmt: skip
    response = file_response(content, f"保证金支付人员清单{found.project.code}.pdf", "application/pdf")
    response.handed_out = ("projects.payee_list", found)
    return response
