"""Look-backs and the projects under close watch."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from earlywarning.actions.focus import focus_project, release_project
from earlywarning.actions.look_back import look_back
from earlywarning.filters import FocusFilter, LookBackFilter
from earlywarning.forms import FocusForm, LookBackForm
from earlywarning.lookup import find_project
from earlywarning.models import FocusProject, LookBack
from earlywarning.tables import focus_columns, look_back_columns
from earlywarning.views.answers import own
from earlywarning.views.steps import proof_file
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import TenantModel


def _acts(request: HttpRequest, verb: str) -> Callable[[TenantModel], bool]:
    """Of which rows the person may do it: with the verb, of his own county."""
    has, own_regions = may(request.actor, verb), request.actor.scope.write_regions
    return lambda row: has and row.region_id in own_regions


def _look_backs(request: HttpRequest) -> Table:
    rows = LookBack.objects.visible_to(request.actor).select_related("warning", "project", "region")
    return Table(
        request,
        rows if request.GET.get("done") else rows.filter(result=""),
        look_back_columns(_acts(request, "earlywarning.look_back")),
        LookBackFilter,
        order=("due_on",),
        title="回头看",
        note="默认只列还没看的",
        empty=Empty("没有要回头看的", "红色销号后全部、其他按本地比例抽取，到期列在这里。"),
        exports=(("导出", reverse("look_backs_export")),),
        row_classes=lambda r: "over" if not r.result and r.due_on < clock.today() else "",
    )


@page("earlywarning.follow")
def look_backs(request: HttpRequest) -> HttpResponse:
    """Those whose day comes first."""
    return part_or_page(request, "earlywarning/look_backs.html", "parts/_table.html", {"table": _look_backs(request)})


@recorded
@page("earlywarning.follow")
def look_backs_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _look_backs(request), "回头看台账")


@page("earlywarning.look_back", obj=(LookBack, "uid"))
def look_back_page(request: HttpRequest, found: LookBack) -> HttpResponse:
    """What was found; what has broken out again is opened again."""
    own(request, found)
    form = LookBackForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: look_back(found, actor=request.actor, at=clock.now(), **data | {"file": proof_file(request, found.warning, data["file"])})):
            messages.success(request, "回头看已登记。")
            return redirect("warning", uid=found.warning.uid)
    return render(request, "earlywarning/look_back.html", {"found": found, "warning": found.warning, "form": form})


def _focus(request: HttpRequest) -> Table:
    rows = FocusProject.objects.visible_to(request.actor).select_related("project", "region")
    return Table(
        request,
        rows if request.GET.get("all") else rows.filter(closed_on__isnull=True),
        focus_columns(_acts(request, "earlywarning.focus")),
        FocusFilter,
        order=("due_on",),
        title="重点监控",
        note="欠薪风险大、人数多、有重大隐患的项目",
        empty=Empty("没有重点监控的项目", "列入时要写明方案、责任主体和时限。"),
        exports=(("导出", reverse("focus_export")),),
        row_classes=lambda r: "over" if r.closed_on is None and r.due_on < clock.today() else "",
    )


@page("earlywarning.follow")
def focus_list(request: HttpRequest) -> HttpResponse:
    """The list with who answers for each, by when."""
    context = {"table": _focus(request), "may_focus": may(request.actor, "earlywarning.focus")}
    return part_or_page(request, "earlywarning/focus.html", "parts/_table.html", context)


@recorded
@page("earlywarning.follow")
def focus_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _focus(request), "重点监控名单")


@page("earlywarning.focus")
def focus_new(request: HttpRequest) -> HttpResponse:
    """定方案、定责任主体、定时限."""
    form = FocusForm(request.POST or None, initial={name: request.GET.get(name, "") for name in ("project", "reason")})
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _put(request, dict(form.cleaned_data))):
        messages.success(request, "已列入重点监控。")
        return redirect("focus_list")
    return render(request, "earlywarning/focus_form.html", {"form": form})


def _put(request: HttpRequest, data: dict) -> FocusProject:
    project = find_project(request.actor, data.pop("project"))
    return focus_project(actor=request.actor, project=project, on=clock.today(), **data)


@page("earlywarning.focus", obj=(FocusProject, "uid"))
def focus_release(request: HttpRequest, row: FocusProject) -> HttpResponse:
    """移出, with what was reached."""
    own(request, row)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: release_project(row, actor=request.actor, outcome=form.cleaned_data["reason"], on=clock.today())):
            messages.success(request, "已移出重点监控。")
            return redirect("focus_list")
    return confirm(request, f"把“{row.project.name}”移出重点监控？", text=f"方案：{row.plan}", verb="移出", back=reverse("focus_list"), form=form)
