"""Handings-over of work: the list, one with its list of things, and the successor's signature."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.actions.hand_over import sign_for
from portal.accounts.filters import TransferFilter
from portal.accounts.forms.posts import SignForm
from portal.accounts.models import PortfolioTransfer
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.accounts.tables import TRANSFERS
from portal.accounts.trail import entries_of
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried

RELATED = ("giver__user", "giver__organisation", "receiver__user", "receiver__organisation", "region")


def transfer_table(request: HttpRequest) -> Table:
    rows = PortfolioTransfer.objects.visible_to(request.actor).select_related(*RELATED)
    empty = Empty("没有工作移交", "在某个人的任职页上点“移交工作”。" if may(request.actor, "accounts.hand_over") else "没有您移交或接收的工作。")
    exports = (("导出", reverse("transfer_export")),)
    return Table(request, rows, TRANSFERS, TransferFilter, order=("-pk",), title="工作移交", empty=empty, exports=exports)


@page("accounts.own")
def transfer_list(request: HttpRequest) -> HttpResponse:
    """The administrator's region; for others what they gave and received."""
    return part_or_page(request, "accounts/transfer_list.html", "parts/_table.html", {"table": transfer_table(request)})


@page("accounts.own", obj=(PortfolioTransfer, "uid"))
def transfer(request: HttpRequest, found: PortfolioTransfer) -> HttpResponse:
    """What was handed over, from whom to whom, signed or not."""
    row = PortfolioTransfer.objects.visible_to(request.actor).select_related(*RELATED).get(pk=found.pk)
    own = row.receiver.user_id == request.actor.user_id
    context = {
        "row": row,
        "lines": row.lines,
        "may_sign": own and row.signed_at is None and may(request.actor, "accounts.receive_portfolio"),
        "entries": entries_of(row),
    }
    return render(request, "accounts/transfer.html", context)


@page("accounts.receive_portfolio", obj=(PortfolioTransfer, "uid"))
def transfer_sign(request: HttpRequest, found: PortfolioTransfer) -> HttpResponse:
    """The successor signs with his password."""
    form = SignForm(request.POST or None)
    back = reverse("transfer", args=[found.uid])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: sign_for(actor=request.actor, transfer=found, password=data["password"], note=data["note"], at=clock.now())) is not None:
            messages.success(request, "已签收。")
            return redirect(back)
    context = {"form": form, "title": "签收移交给您的工作？", "text": f"共 {len(found.lines)} 项。签收后由您负责。", "verb": "签收", "back": back}
    return render(request, "accounts/post_form.html", context, status=422 if form.errors else 200)
