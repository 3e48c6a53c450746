"""Batches for the bank: the list, one with its lines and its chain, making, handing out, taking back, sending again, the voucher."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.scope import Actor
from projects.models import SpecialWageAccount
from projects.models.base import stands_for_own_people_only
from wagepay.actions.batch_files import opened
from wagepay.actions.hand_bank_file import hand_bank_file
from wagepay.actions.issue_voucher import issue_voucher
from wagepay.actions.make_batch import cards_of, make_batch, reissue_batch, waits_for_card
from wagepay.actions.withdraw_batch import withdraw_batch
from wagepay.batch_figures import chain_of, figures_of, strip_of
from wagepay.enums import UNDONE_ORDERS, BatchPiece, BatchState, OrderState, UploadKind
from wagepay.failures import FAILURES
from wagepay.filters import BatchFilter, OrderFilter
from wagepay.forms_batches import BatchForm, WithdrawForm
from wagepay.models import BatchFile, Engagement, PaymentBatch, PaymentOrder, PayrollSheet
from wagepay.queries.orders import due_of
from wagepay.shown_names import shown_name
from wagepay.tables import BATCHES, order_columns
from wagepay.views.asked import posted
from wagepay.views.kinds import kinds_for


def _batches(request: HttpRequest) -> Table:
    """All batches in sight, the newest first; those with failed lines can be picked out."""
    rows = PaymentBatch.objects.visible_to(request.actor).select_related("project", "employer")
    empty = Empty("还没有代发批次", "总包审核通过工资表以后，在工资表的页面上生成。")
    exports = (("导出", reverse("wage_batches_export")),)
    return Table(request, rows, BATCHES, BatchFilter, order=("-made_at",), title="代发批次", empty=empty, exports=exports)


@page("wagepay.batches")
def wage_batches(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "wagepay/batches.html", "parts/_table.html", {"table": _batches(request)})


@recorded
@page("wagepay.batches")
def wage_batches_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _batches(request), "代发批次")


def _orders(request: HttpRequest, batch: PaymentBatch) -> Table:
    orders = PaymentOrder.objects.visible_to(request.actor).filter(month=batch.month, project=batch.project, batch=batch)
    return Table(
        request, orders, order_columns(batch), OrderFilter, order=("row",), title="明细", note=f"{batch.lines} 笔", row_key=lambda row: str(row.row),
        exports=(("导出", reverse("wage_batch_export", args=[batch.uid])),),
    )  # fmt: skip


@recorded
@page("wagepay.batches", obj=(PaymentBatch, "uid"), step_up="export")
def wage_batch_export(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    """The filtered lines with what became of them, numbers masked as on the screen."""
    return list_export(request, _orders(request, _whole(request.actor, batch)), f"代发批次 {batch.number} 明细")


@page("wagepay.batches", obj=(PaymentBatch, "uid"))
def wage_batch(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    """Control totals, the lines with their outcome, what to do about each failure, and the chain."""
    actor, batch = request.actor, _whole(request.actor, batch)
    orders = PaymentOrder.objects.visible_to(actor).filter(month=batch.month, project=batch.project, batch=batch)
    figures = figures_of(actor, batch)
    runs_it = may(actor, "wagepay.batch") and not stands_for_own_people_only(actor, batch.project_id)
    undone = list(orders.filter(state__in=UNDONE_ORDERS).order_by("row")[:50]) if may(actor, "wagepay.people") else []
    cards = cards_of(actor, batch, [bytes(order.person) for order in undone]) if undone else {}
    context = {
        "batch": batch, "table": _orders(request, batch), "strip": strip_of(batch, figures), "chain": chain_of(actor, batch),
        "undone": [_failure(actor, order, cards.get(bytes(order.person))) for order in undone],
        "may_hand": may(actor, "wagepay.bank_file") and batch.state != BatchState.WITHDRAWN and not stands_for_own_people_only(actor, batch.project_id),
        "may_answer": batch.state == BatchState.SENT and UploadKind.RECEIPTS in kinds_for(actor, batch.project),
        "may_reissue": runs_it and bool(undone), "may_correct": may(actor, "wagepay.roster"),
        "may_withdraw": runs_it and batch.state in (BatchState.MADE, BatchState.SENT) and figures.count(OrderState.WAITING) == batch.lines,
        "may_prove": runs_it and batch.state == BatchState.ANSWERED and not batch.voucher_number,
        "came_back": figures.count(OrderState.RETURNED) if batch.voucher_number else 0,
    }  # fmt: skip
    return part_or_page(request, "wagepay/batch.html", "parts/_table.html", context)


def _failure(actor: Actor, order: PaymentOrder, known: Engagement | None) -> tuple:
    """The line, its payee, what to do about its reason, whether it waits for another card, and whose card that is."""
    return order, shown_name(actor, order.name), FAILURES.get(order.reason_code), waits_for_card(order, known), known


def _whole(actor: Actor, batch: PaymentBatch) -> PaymentBatch:
    return PaymentBatch.objects.visible_to(actor).select_related("project", "employer", "account__bank", "sheet", "reissues", "layout").get(pk=batch.pk)


@page("wagepay.batch", obj=(PayrollSheet, "uid"))
def wage_batch_new(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """GET shows who would be in it and who would not, POST makes it."""
    actor = request.actor
    accounts = list(SpecialWageAccount.objects.visible_to(actor).filter(project=sheet.project).open_on(clock.today()).select_related("bank"))
    form = BatchForm(posted(request), accounts=accounts)
    if request.method == "POST" and form.is_valid():
        batch = make_batch(actor=actor, sheet=sheet, account=form.chosen_account(), at=clock.now(), layout=form.cleaned_data["layout"])
        messages.success(request, f"代发批次 {batch.number} 已生成：{batch.lines} 笔，{batch.amount:,.2f} 元。下载银行文件送开户银行。")
        return redirect("wage_batch", batch.uid)
    found = due_of(sheet).values()
    sent = [due for due in found if due.amount > 0 and due.has_card and not due.is_undone and not due.is_ordered]
    context = {
        "sheet": sheet, "form": form, "accounts": accounts, "lines": len(sent), "amount": sum(due.amount for due in sent),
        "without_card": sum(due.amount > 0 and not due.has_card for due in found), "undone": sum(due.is_undone for due in found),
        "done": sum(due.amount == 0 or due.is_ordered for due in found), "back": reverse("wage_sheet", args=[sheet.uid]),
    }  # fmt: skip
    return render(request, "wagepay/batch_new.html", context)


@page("wagepay.bank_file", obj=(PaymentBatch, "uid"), step_up="export")
def wage_batch_file(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    """GET says what is in it, POST writes the download down and hands the file out."""
    if request.method == "POST":
        row, content = hand_bank_file(actor=request.actor, batch=batch, at=clock.now())
        return file_response(content, row.name, row.media_type)
    text = f"文件里有 {batch.lines} 人的完整卡号，合计 {batch.amount:,.2f} 元。每次下载都会记下是谁、什么时候。首次下载后批次记为“已送银行”。"
    return _dialog(request, batch, "下载银行代发文件？", text, "下载")


@page("wagepay.batch", obj=(PaymentBatch, "uid"))
def wage_batch_withdraw(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        withdraw_batch(actor=request.actor, batch=batch, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, f"批次 {batch.number} 已撤回，这些人可以重新列入新的批次。")
        return redirect("wage_batch", batch.uid)
    return _dialog(request, batch, "撤回这一批？", "银行还没有付款的才能撤回。撤回后文件作废，不得再送银行。", "撤回", form=form, kind="btn-warnred")


@page("wagepay.batch", obj=(PaymentBatch, "uid"))
def wage_batch_reissue(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    if request.method == "POST":
        again = reissue_batch(actor=request.actor, batch=_whole(request.actor, batch), at=clock.now())
        messages.success(request, f"重发批次 {again.number} 已生成：{again.lines} 笔，{again.amount:,.2f} 元。")
        return redirect("wage_batch", again.uid)
    text = "失败、退汇的按现在登记的卡号生成新的批次；卡号有误还没有更正的不列入。原来的笔记为“已重发”。"
    return _dialog(request, batch, "重发失败和退汇的？", text, "重发")


@page("wagepay.batch", obj=(PaymentBatch, "uid"))
def wage_batch_prove(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    if request.method == "POST":
        batch = issue_voucher(actor=request.actor, batch=batch, at=clock.now())
        messages.success(request, f"代发凭证 {batch.voucher_number} 已开具。")
        return redirect("wage_batch", batch.uid)
    return _dialog(request, batch, "开具代发凭证？", f"交给{batch.employer.name}，证明这一批已经发到本人账户。开具后不能改。", "开具")


@recorded
@page("wagepay.batches", obj=(PaymentBatch, "uid"))
def wage_batch_voucher(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    """The voucher as it was issued."""
    row = BatchFile.objects.visible_to(request.actor).filter(batch=batch, piece=BatchPiece.VOUCHER).first()
    if row is None:
        messages.warning(request, "这一批还没有开具代发凭证。")
        return redirect("wage_batch", batch.uid)
    response = file_response(opened(row), row.name, row.media_type)
    response.handed_out = ("wagepay.voucher_copy", batch)
    return response


def _dialog(request: HttpRequest, batch: PaymentBatch, title: str, text: str, verb: str, *, form=None, kind: str = "btn-primary") -> HttpResponse:
    context = {"batch": batch, "title": title, "text": text, "verb": verb, "form": form, "kind": kind, "back": reverse("wage_batch", args=[batch.uid])}
    return render(request, "wagepay/batch_ask.html", context)
