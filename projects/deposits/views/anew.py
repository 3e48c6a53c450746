"""重新核定: after a changed figure, arrears or a title, which decisions no longer hold, and deciding them anew together."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Bulk, Empty, Table
from portal.lib.trying import tried
from projects.deposits.actions.assess_again import assess_again
from projects.deposits.anew import changed
from projects.deposits.tables import ANEW


class AgainForm(forms.Form):
    """Nothing to fill in: whoever sends it has seen which projects it is about."""

    agreed = forms.BooleanField(widget=forms.HiddenInput, initial=True)


def _table(request: HttpRequest) -> Table:
    empty = Empty("没有要重新核定的", "参数改了、出现欠薪、称号取消或者合同变更以后，应存额会变的项目列在这里。")
    bulk = (Bulk("重新核定", reverse("deposit_anew_keep"), kind="primary"),)
    return Table(
        request, changed(request.actor, clock.today()), ANEW, order=("project.region.code", "project.name_key"), title="核定以后有变化的项目", empty=empty, bulk=bulk,
        exports=(("导出", reverse("deposit_anew_export")),),
    )  # fmt: skip


@page("projects.assess_deposit")
def deposit_anew(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "projects/deposits/anew.html", "parts/_table.html", {"table": _table(request)})


@recorded
@page("projects.assess_deposit")
def deposit_anew_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"重新核定{clock.today():%Y%m%d}")


@page("projects.assess_deposit")
def deposit_anew_keep(request: HttpRequest) -> HttpResponse:
    """The list posts what was ticked, the page asks and posts it again; what has changed back meanwhile is left alone."""
    keys = {int(key) for key in request.POST.getlist("pick") if key.isdecimal() and len(key) < 19}
    rows = [line.project for line in changed(request.actor, clock.today()) if line.pk in keys] if keys else []
    if not rows:
        messages.error(request, "先勾选要重新核定的项目。")
        return redirect("deposit_anew")
    form = AgainForm(request.POST if "agreed" in request.POST else None)
    if form.is_bound and form.is_valid():
        made = tried(form, lambda: assess_again(actor=request.actor, projects=rows, on=clock.today(), at=clock.now()))
        if made is not None:
            messages.success(request, f"已重新核定 {len(rows)} 个项目。")
            return redirect("deposit_anew")
    context = {"rows": rows, "form": form, "title": "按今天的数据和参数重新核定", "back": reverse("deposit_anew"), "area": "重新核定"}
    return render(request, "projects/bulk.html", context, status=422 if form.errors else 200)
