"""The special wage account: its page, and the acts from opening to closing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.enums import Role
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.tenancy.scope import Actor
from projects import account_parts
from projects.actions.close_account import agree_closing, close_account, withdraw_closing
from projects.actions.keep_paper import keep_paper
from projects.actions.open_special_wage_account import open_special_wage_account
from projects.actions.record_account_filing import record_account_filing
from projects.actions.record_agreement import record_agreement
from projects.actions.record_freeze import record_freeze, record_thaw
from projects.actions.record_upload import record_account_upload
from projects.actions.start_closing import start_closing
from projects.closing_checks import obstacles
from projects.enums_accounts import ClosingState, PaperKind
from projects.forms import AccountForm
from projects.forms.accounts import AccountAgreementForm, AccountFilingForm, AccountUploadForm, ClosedForm, ClosingForm, FreezeForm, ThawForm, WithdrawForm
from projects.letters import offered
from projects.models import AccountClosing, AccountFreeze, Project, ProjectPaper, SpecialWageAccount
from projects.models.base import stands_for_own_people_only
from projects.systems import Judged, gather, special_account
from projects.views.acts import act_page

ACTS = ("record_agreement", "open_account", "file_account", "record_freeze", "start_closing", "agree_closing", "close_account", "keep_paper")


@page("projects.open_account", obj=(Project, "code"))
def account_new(request: HttpRequest, project: Project) -> HttpResponse:
    actor = request.actor
    contractor = project.general_contractor.name if project.general_contractor else ""
    initial = {"account_name": f"{contractor}{project.name}农民工工资专用账户", "opened_on": clock.today()}
    form = AccountForm(request.POST or None, bank_id=actor.organisation_id if actor.role == Role.BANK else None, initial=initial)

    def act(data: dict[str, Any]) -> SpecialWageAccount:
        return open_special_wage_account(actor=actor, project=project, on=clock.today(), **data)

    return act_page(
        request, project, form, act, title="登记农民工工资专用账户", verb="登记专户", done="已登记专户。", text="账号加密保存，页面只显示前四位和后四位。"
    )


def found_account(request: HttpRequest, project: Project, uid: str) -> SpecialWageAccount:
    """The project's account as far as the actor sees it."""
    found = SpecialWageAccount.objects.visible_to(request.actor).filter(project=project, uid=uid)
    account = found.select_related("bank", "project__owner", "project__general_contractor", "project__region").first()
    if account is None:
        raise Http404
    return account


def _letters(account: SpecialWageAccount, closing: AccountClosing | None) -> tuple[str, ...]:
    """The bank is told what the account is for as long as there is one, and that it may be closed once that is agreed."""
    if account.closed_on:
        return ()
    return ("account_certificate", "account_closing_letter") if closing and closing.state == ClosingState.AGREED else ("account_certificate",)


@page("projects.accounts", obj=(Project, "code"))
def account(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """Everything about one account: its terms, papers, freezes, closing, flows, and what is to be done next."""
    actor, on = request.actor, clock.today()
    found = found_account(request, project, uid)
    closing = AccountClosing.objects.visible_to(actor).filter(account=found).exclude(state=ClosingState.WITHDRAWN).first()
    freezes = list(AccountFreeze.objects.visible_to(actor).filter(account=found))
    judged = Judged(gather(project, on))
    context = {
        "project": project,
        "account": found,
        "system": judged.row(special_account.SYSTEM),
        "files_on_paper": special_account.files_on_paper(judged.evidence.policies),
        "freezes": freezes,
        "frozen": next((row for row in freezes if row.thawed_on is None), None),
        "papers": ProjectPaper.objects.visible_to(actor).filter(project=project).about(found.uid).select_related("file"),
        "closing": closing,
        "obstacles": obstacles(closing, on=on, at=clock.now()) if closing and closing.state != ClosingState.CLOSED else (),
        "others": _others(actor, found),
        "letters": offered(actor, project, _letters(found, closing)),
        "parts": account_parts.shown(actor, found, on),
        "may": _may(actor, project, found),
    }
    return render(request, "projects/account.html", context)


def _others(actor: Actor, account: SpecialWageAccount) -> list[SpecialWageAccount]:
    """Other projects the actor sees that the same account serves."""
    same = SpecialWageAccount.objects.visible_to(actor).filter(account_index=bytes(account.account_index)).exclude(pk=account.pk)
    return list(same.select_related("project"))


def _may(actor: Actor, project: Project, account: SpecialWageAccount) -> dict[str, bool]:
    own = project.region_id in actor.scope.write_regions or project.pk in actor.scope.write_projects
    mine = own and not stands_for_own_people_only(actor, project.pk) and (actor.role != Role.BANK or account.bank_id == actor.enterprise_id)
    return {act: mine and may(actor, f"projects.{act}") for act in ACTS}


@page("projects.record_agreement", obj=(Project, "code"))
def account_agreement(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """The tri-party agreement: its day and its scan."""
    account = found_account(request, project, uid)
    form = AccountAgreementForm(request.POST or None, request.FILES or None, initial={"signed_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        record_agreement(actor=request.actor, subject=account, signed_on=data["signed_on"], on=clock.today())
        _keep(request, account, PaperKind.TRI_PARTY, data["file"], data["signed_on"])

    return act_page(request, project, form, act, title=f"三方协议：{account}", verb="登记协议", done="已登记三方协议。", back=account.get_absolute_url())


@page("projects.file_account", obj=(Project, "code"))
def account_filing(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    account = found_account(request, project, uid)
    form = AccountFilingForm(request.POST or None, request.FILES or None, initial={"filed_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        record_account_filing(actor=request.actor, account=account, filed_on=data["filed_on"], on=clock.today(), number=data["number"])
        _keep(request, account, PaperKind.ACCOUNT_FILING, data["file"], data["filed_on"], data["number"])

    return act_page(request, project, form, act, title=f"专户备案：{account}", verb="登记备案", done="已登记备案。", back=account.get_absolute_url())


@page("projects.open_account", obj=(Project, "code"))
def account_upload(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """The account's data stand on the monitoring platform."""
    account = found_account(request, project, uid)
    form = AccountUploadForm(request.POST or None, initial={"uploaded_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        record_account_upload(actor=request.actor, account=account, uploaded_on=data["uploaded_on"], on=clock.today())

    return act_page(request, project, form, act, title=f"上传平台：{account}", verb="登记上传", done="已登记上传平台。", back=account.get_absolute_url())


@page("projects.record_freeze", obj=(Project, "code"))
def account_freeze(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    account = found_account(request, project, uid)
    form = FreezeForm(request.POST or None, request.FILES or None, initial={"frozen_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        file = data.pop("file")
        freeze = record_freeze(actor=request.actor, account=account, on=clock.today(), at=clock.now(), **data)
        _keep(request, account, PaperKind.FREEZE_ORDER, file, freeze.frozen_on, freeze.document_number)

    text = "专户资金不得因支付本项目农民工工资以外的原因被查封、冻结或者划拨。登记后可以请监察机构出具账户性质证明。"
    return act_page(request, project, form, act, title=f"登记冻结：{account}", verb="登记冻结", done="已登记冻结。", text=text, back=account.get_absolute_url())


@page("projects.record_freeze", obj=(Project, "code"))
def account_thaw(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    account = found_account(request, project, uid)
    freeze = AccountFreeze.objects.visible_to(request.actor).filter(account=account, thawed_on__isnull=True).first()
    if freeze is None:
        messages.info(request, "这个专户没有登记中的冻结。")
        return redirect(account)
    form = ThawForm(request.POST or None, initial={"thawed_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        record_thaw(actor=request.actor, freeze=freeze, thawed_on=data["thawed_on"], on=clock.today())

    return act_page(
        request, project, form, act, title=f"{freeze.organ}的冻结已解除？", verb="登记解除", done="已登记解除冻结。", back=account.get_absolute_url()
    )


@page("projects.start_closing", obj=(Project, "code"))
def account_closing(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """The notice hangs: with its photograph."""
    account = found_account(request, project, uid)
    form = ClosingForm(request.POST or None, request.FILES or None, initial={"notice_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        file = data.pop("file")
        closing = start_closing(actor=request.actor, account=account, on=clock.today(), at=clock.now(), **data)
        _keep(request, account, PaperKind.CLOSING_NOTICE, file, closing.notice_on)

    text = "公示 30 日。公示期内有人提出异议，或者有未办结的案件、仲裁诉讼、没有发清的月份，不能销户。"
    return act_page(request, project, form, act, title=f"公示销户：{account}", verb="登记公示", done="已登记公示。", text=text, back=account.get_absolute_url())


def _closing(request: HttpRequest, account: SpecialWageAccount) -> AccountClosing | None:
    found = AccountClosing.objects.visible_to(request.actor).filter(account=account).exclude(state=ClosingState.WITHDRAWN).select_related("account", "project")
    return found.first()


def _nothing(request: HttpRequest, account: SpecialWageAccount) -> HttpResponse:
    messages.info(request, "这个专户没有在办销户。")
    return redirect(account)


@page("projects.agree_closing", obj=(Project, "code"))
def closing_agree(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    account = found_account(request, project, uid)
    closing = _closing(request, account)
    if closing is None:
        return _nothing(request, account)

    def act(data: dict[str, Any]) -> None:
        agree_closing(actor=request.actor, closing=closing, on=clock.today(), at=clock.now())

    text = "系统已核对公示期、承诺书、案件、仲裁诉讼和欠薪。同意后拟销户通知送开户银行。"
    form = forms.Form(request.POST if request.method == "POST" else None)
    return act_page(
        request, project, form, act, title=f"同意销户：{account}？", verb="同意销户", done="已同意销户。", text=text, back=account.get_absolute_url()
    )


@page("projects.close_account", obj=(Project, "code"))
def closing_done(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    account = found_account(request, project, uid)
    closing = _closing(request, account)
    if closing is None:
        return _nothing(request, account)
    form = ClosedForm(request.POST or None, initial={"closed_on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        close_account(actor=request.actor, closing=closing, on=clock.today(), at=clock.now(), **data)

    return act_page(
        request, project, form, act, title=f"银行已销户：{account}？", verb="登记销户", done="已登记销户。", kind="btn-warnred", back=account.get_absolute_url()
    )


@page("projects.start_closing", obj=(Project, "code"))
def closing_withdraw(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    account = found_account(request, project, uid)
    closing = _closing(request, account)
    if closing is None:
        return _nothing(request, account)
    form = WithdrawForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        withdraw_closing(actor=request.actor, closing=closing, reason=data["reason"], at=clock.now())

    text = "撤回后专户照常使用，再次销户要重新公示 30 日。"
    return act_page(
        request,
        project,
        form,
        act,
        title=f"撤回销户公示：{account}？",
        verb="撤回",
        done="已撤回销户公示。",
        text=text,
        kind="btn-warnred",
        back=account.get_absolute_url(),
    )


def _keep(request: HttpRequest, account: SpecialWageAccount, kind: str, file: Any, dated_on: Any, number: str = "") -> None:
    """The scan that came with an act, where there is one."""
    if file is not None:
        keep_paper(
            actor=request.actor, project=account.project, kind=kind, upload=file, name=file.name, dated_on=dated_on, on=clock.today(), at=clock.now(),
            subject_uid=account.uid, number=number,
        )  # fmt: skip
