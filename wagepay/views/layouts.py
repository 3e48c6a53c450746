"""The banks' file forms: list, new, change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from wagepay.actions.save_layout import save_layout
from wagepay.bank_files.columns import BY_LABEL
from wagepay.enums import FailureReason
from wagepay.forms_batches import LayoutForm
from wagepay.models import BankLayout
from wagepay.tables import LAYOUTS
from wagepay.views.asked import posted


@page("wagepay.layouts")
def wage_layouts(request: HttpRequest) -> HttpResponse:
    """The forms one keeps; a bank without one gets the neutral file."""
    rows = BankLayout.objects.kept_by(request.actor).select_related("bank")
    empty = Empty("还没有银行格式", "没有登记格式的银行，用通用格式（xlsx）。")
    table = Table(request, rows, LAYOUTS, order=("bank__name_key", "name"), title="银行文件格式", empty=empty)
    return part_or_page(request, "wagepay/layouts.html", "parts/_table.html", {"table": table})


@page("wagepay.layouts")
def wage_layout_new(request: HttpRequest) -> HttpResponse:
    return _form(request, BankLayout())


@page("wagepay.layouts")
def wage_layout(request: HttpRequest, uid: str) -> HttpResponse:
    return _form(request, get_object_or_404(BankLayout.objects.kept_by(request.actor), uid=uid))


def _form(request: HttpRequest, layout: BankLayout) -> HttpResponse:
    form = LayoutForm(posted(request), layout=layout, actor=request.actor)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: save_layout(actor=request.actor, layout=layout, at=clock.now(), **form.cleaned_data))
    ):
        messages.success(request, f"格式“{layout.name}”已保存。已经生成的批次不受影响。")
        return redirect("wage_layouts")
    reasons = [label for _, label in FailureReason.choices]
    return render(request, "wagepay/layout.html", {"form": form, "layout": layout, "sources": list(BY_LABEL), "reasons": reasons})
