"""One deposit: how it stands, what hangs on it, and the acts on it."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.forms import ReasonForm
from portal.tenancy.policies import PolicySet
from portal.workflow.door import available
from projects.actions.record_upload import record_deposit_copies
from projects.actions.store_deposit import store_deposit
from projects.checklists import asks
from projects.deposits.actions.assess_deposit import newest_assessment
from projects.deposits.actions.record_statement import record_statement
from projects.deposits.actions.replace_deposit import replace_deposit
from projects.deposits.actions.revoke_exemption import revoke_exemption
from projects.deposits.actions.start_refund import PLACES, start_refund
from projects.deposits.anew import Changed, changed
from projects.deposits.forms import CopiesForm, RefundForm, StatementForm, StoreForm, past_quarters, quarter_words
from projects.deposits.guarantees import faults, is_older
from projects.deposits.notes import percent
from projects.deposits.papers import ADMIN_DECISION, DEPOSIT, NATURE, REMINDER, RESTORE
from projects.deposits.standing import TONES, with_standing, words
from projects.deposits.views.acting import act_page, given, project_of
from projects.enums import ENDED, GUARANTEED, DepositForm
from projects.models import DepositAssessment, DepositDrawdown, DepositRefund, DepositStatement, Project, WageSecurityDeposit


@page("projects.deposits", obj=(WageSecurityDeposit, "uid"))
def deposit(request: HttpRequest, found: WageSecurityDeposit) -> HttpResponse:
    actor, on = request.actor, clock.today()
    found = with_standing(WageSecurityDeposit.objects.visible_to(actor).filter(pk=found.pk), on).get()
    found.project = project_of(request, found.project_id)
    rows = {"deposit": found}
    statements = list(DepositStatement.objects.visible_to(actor).filter(**rows)[:8])
    drawdowns = list(DepositDrawdown.objects.visible_to(actor).filter(**rows))
    for row in statements:
        row.differs = row.principal != _principal_on(found, drawdowns, row.quarter_end)
    assessment = newest_assessment(actor, found.project, on)
    context = {
        "deposit": found, "project": found.project, "standing": words(found.standing), "tone": TONES.get(found.standing, ""),
        "faults": faults(found, found.project, found.required_amount) if found.standing != "ended" else [],
        "assessment": assessment, "rate": percent(assessment.rate) if assessment else "", "moved": _moved(request, found.project, on),
        "drawdowns": drawdowns, "refunds": DepositRefund.objects.visible_to(actor).filter(**rows),
        "statements": statements, "unstated": _unstated(found, statements, on), "is_older": is_older(found),
        "papers": Instrument.objects.visible_to(actor).about(DEPOSIT, found.uid)[:10], "acts": acts(request, found), "kinds": kinds(request, found),
    }  # fmt: skip
    return render(request, "projects/deposits/deposit.html", context)


def _moved(request: HttpRequest, project: Project, on: dt.date) -> Changed | None:
    """What would be decided otherwise today, for whoever can decide it."""
    found = changed(request.actor, on, [project]) if may(request.actor, "projects.assess_deposit") else []
    return found[0] if found else None


def _principal_on(found: WageSecurityDeposit, drawdowns: list[DepositDrawdown], on: dt.date) -> Decimal:
    """What should have lain there on a day: the sum less what had been used and not filled up by then."""
    used = [row for row in drawdowns if row.paid_on and row.paid_on <= on and not (row.topped_up_on and row.topped_up_on <= on)]
    return found.amount - sum((row.paid_amount for row in used), Decimal(0))


def _unstated(found: WageSecurityDeposit, statements: list[DepositStatement], on: dt.date) -> list[str]:
    """Quarters since the cash was stored for which the bank sent no statement."""
    if found.form != DepositForm.CASH:
        return []
    known = {row.quarter_end for row in statements}
    return [quarter_words(day) for day in past_quarters(on) if day >= found.deposited_on and day not in known and not found.released_on]


def acts(request: HttpRequest, found: WageSecurityDeposit) -> list[tuple[str, str]]:
    """The acts that are open to this person now, as (label, address)."""
    actor, here = request.actor, {move.verb for move in available(found, request.actor)}
    offered = [
        ("更换", "deposit_replace", "replace" in here and found.form != DepositForm.EXEMPT),
        ("动用", "drawdown_new", found.form != DepositForm.EXEMPT and "draw" in here and may(actor, "projects.keep_deposit")),
        ("办理返还", "refund_new", found.form != DepositForm.EXEMPT and found.project.state in ENDED and may(actor, "projects.apply_refund")),
        ("登记对账单", "statement_new", found.form == DepositForm.CASH and may(actor, "projects.deposit_statement")),
        ("登记备案和上传", "deposit_copies", _copies_wanted(found) and may(actor, "projects.store_deposit")),
        ("撤销免存", "deposit_revoke", found.form == DepositForm.EXEMPT and "revoke" in here),
    ]
    if found.standing == "ended" or not _may_write(request, found):
        return []
    return [(label, reverse(name, args=[found.uid])) for label, name, is_open in offered if is_open]


def _copies_wanted(found: WageSecurityDeposit) -> bool:
    """The tenant's list asks for copies and uploads, and one of them has no day yet."""
    if found.form == DepositForm.EXEMPT or (found.agreement_filed_on and found.uploaded_on):
        return False
    return asks(PolicySet(found.project.region, clock.today()), "deposit_uploaded")


@page("projects.store_deposit", obj=(WageSecurityDeposit, "uid"))
def deposit_copies(request: HttpRequest, found: WageSecurityDeposit) -> HttpResponse:
    """材料副本报人社部门备案, 电子版上传监控预警平台: each with its day."""
    found.project = project_of(request, found.project_id)
    form = CopiesForm(given(request)[0])

    def act() -> WageSecurityDeposit:
        return record_deposit_copies(actor=request.actor, deposit=found, on=clock.today(), **form.cleaned_data)

    return act_page(
        request, form, act, title=f"登记备案和上传：{found.project.name}", verb="登记", done="已登记。", back=found.get_absolute_url(),
        text="存款协议书、保函等材料副本报人社部门备案，电子版上传监控预警平台；办了哪一步填哪一步。",
    )  # fmt: skip


def _may_write(request: HttpRequest, found: WageSecurityDeposit) -> bool:
    scope = request.actor.scope
    return bool({found.region_id} & (scope.write_regions | scope.read_regions)) or found.project_id in scope.write_projects


def kinds(request: HttpRequest, found: WageSecurityDeposit) -> list[tuple[str, str]]:
    """Papers that can be drafted about the deposit itself."""
    if request.actor.role in ENTERPRISE or not may(request.actor, "documents.draft") or found.standing == "ended":
        return []
    offered = [
        ("行政处理决定书", ADMIN_DECISION, found.form != DepositForm.EXEMPT),
        ("更换提醒函", REMINDER, found.form in GUARANTEED),
        ("性质说明函", NATURE, found.form == DepositForm.CASH),
        ("恢复存储通知书", RESTORE, found.form == DepositForm.EXEMPT),
    ]
    return [(label, reverse("deposit_paper", args=[found.uid, kind])) for label, kind, is_open in offered if is_open]


@page("projects.store_deposit", obj=(Project, "code"))
def deposit_new(request: HttpRequest, project: Project) -> HttpResponse:
    initial = {"deposited_on": clock.today(), "form": "bank_guarantee"}
    form = StoreForm(given(request)[0], may_exempt=may(request.actor, "projects.exempt_deposit"), initial=initial)
    last = DepositAssessment.objects.visible_to(request.actor).filter(project=project).first()
    text = f"最近一次核定应存 {last.required:,.2f} 元（{last.on}）。" if last else "还没有核定应存金额，可以先登记已存的情况。"

    def act() -> WageSecurityDeposit:
        return store_deposit(actor=request.actor, project=project, on=clock.today(), **form.given)

    return act_page(
        request, form, act, title=f"登记工资保证金：{project.name}", verb="登记保证金", done="已登记保证金。", back=project.get_absolute_url(), text=text
    )  # fmt: skip


@page("projects.store_deposit", obj=(WageSecurityDeposit, "uid"))
def deposit_replace(request: HttpRequest, found: WageSecurityDeposit) -> HttpResponse:
    found.project = project_of(request, found.project_id)
    initial = {"deposited_on": clock.today(), "form": found.form, "amount": found.amount, "institution": found.institution, "beneficiary": found.beneficiary}
    form = StoreForm(given(request)[0], may_exempt=False, initial=initial)

    def act() -> WageSecurityDeposit:
        return replace_deposit(actor=request.actor, deposit=found, on=clock.today(), at=clock.now(), **form.given)

    text = "新的登记后，原来的自新存储日期起失效。动用以后更换的，金额不得低于原来的。"
    return act_page(
        request, form, act, title=f"更换保证金：{found}", verb="登记更换", done="已登记更换。", back=found.get_absolute_url(), text=text, follow=True
    )


@page("projects.exempt_deposit", obj=(WageSecurityDeposit, "uid"))
def deposit_revoke(request: HttpRequest, found: WageSecurityDeposit) -> HttpResponse:
    found.project, form = project_of(request, found.project_id), ReasonForm(given(request)[0])

    def act() -> WageSecurityDeposit:
        return revoke_exemption(actor=request.actor, deposit=found, on=clock.today(), at=clock.now(), reason=form.cleaned_data["reason"])

    text = "称号取消、专户余额回落或者出现欠薪的，撤销免存，恢复应存。撤销后请核定金额并发恢复存储通知书。"
    return act_page(
        request, form, act, title="撤销免存？", verb="撤销免存", done="已撤销免存，请核定应存金额。", back=found.get_absolute_url(), text=text, kind="btn-warnred"
    )  # fmt: skip


@page("projects.apply_refund", obj=(WageSecurityDeposit, "uid"))
def refund_new(request: HttpRequest, found: WageSecurityDeposit) -> HttpResponse:
    found.project = project_of(request, found.project_id)
    form = RefundForm(given(request)[0], initial={"announced_on": clock.today(), "places": PLACES})

    def act() -> DepositRefund:
        return start_refund(actor=request.actor, deposit=found, on=clock.today(), at=clock.now(), **form.cleaned_data)

    text = "公示满 30 日后申请，人社部门 5 个工作日内审核，审核后 3 个工作日内出具确认书。"
    return act_page(
        request, form, act, title=f"办理返还：{found.project.name}", verb="开始公示", done="已登记公示。", back=found.get_absolute_url(), text=text, follow=True
    )  # fmt: skip


@page("projects.deposit_statement", obj=(WageSecurityDeposit, "uid"))
def statement_new(request: HttpRequest, found: WageSecurityDeposit) -> HttpResponse:
    found.project, on = project_of(request, found.project_id), clock.today()
    form = StatementForm(*given(request), on=on, initial={"provided_on": on, "principal": found.left})

    def act() -> DepositStatement:
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        return record_statement(actor=request.actor, deposit=found, on=on, at=clock.now(), upload=upload, upload_name=upload.name if upload else "", **data)

    text = "本金和利息分开登记；利息归施工总承包单位，可以随时提取，本金不能动。"
    return act_page(request, form, act, title=f"登记季度对账单：{found}", verb="登记对账单", done="已登记对账单。", back=found.get_absolute_url(), text=text)
