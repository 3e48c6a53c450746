"""Open a tenant in the browser, from the place to the first administrator's link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.actions.create_first_admin import VALID_FOR
from portal.accounts.pages import page
from portal.administration.actions.prepare_county import add_departments, add_townships, full_name, invite_administrator, missing_departments
from portal.administration.forms.opening import DepartmentsForm, OfficeForm, PlaceForm, TownshipsForm
from portal.administration.keeping import region_for
from portal.administration.opening import Progress, progress_of, questions_to
from portal.lib import clock
from portal.lib.trying import tried
from portal.tenancy.actions.open_jurisdiction import open_jurisdiction
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region

OPENABLE = (RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.ZONE)


@page("tenancy.open")
def jurisdiction_open(request: HttpRequest) -> HttpResponse:
    """Which place; one that is missing is added in the tree first."""
    regions = Region.objects.standing().filter(level__in=OPENABLE, jurisdiction__isnull=True).select_related("parent").order_by("code")
    form = PlaceForm(request.POST or None, regions=regions)
    if request.method == "POST" and form.is_valid():
        return redirect("jurisdiction_step", form.cleaned_data["region"].code, "office")
    parents = Region.objects.standing().filter(level__in=(RegionLevel.PROVINCE, RegionLevel.CITY)).order_by("code")
    return render(request, "administration/open.html", {"form": form, "parents": parents})


@page("tenancy.open")
def jurisdiction_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One step; those after the office need the office."""
    region = region_for(request.actor, code)
    progress = progress_of(region)
    if step not in _STEPS or region.level not in OPENABLE or region.is_closed:
        raise Http404
    if progress.jurisdiction is None and step != "office":
        return redirect("jurisdiction_step", code, "office")
    context = {"region": region, "progress": progress, "step": step, "steps": progress.steps(step)}
    return _STEPS[step](request, progress, context)


def _next(region: Region, step: str) -> HttpResponse:
    return redirect("jurisdiction_step", region.code, step)


def _office(request: HttpRequest, progress: Progress, context: dict) -> HttpResponse:
    if progress.jurisdiction:
        return _next(progress.region, "departments")
    name = full_name(progress.region)
    group = f"{name}根治拖欠农民工工资工作领导小组"
    form = OfficeForm(request.POST or None, initial={"leading_group": group, "office": f"{group}办公室", "office_short": f"{progress.region.name}治欠办"})
    if request.method == "POST" and form.is_valid():
        opened = tried(form, lambda: open_jurisdiction(actor=request.actor, region=progress.region, opening=form.opening(), on=clock.today()))
        if opened:
            messages.success(request, f"“{opened.name}”已开通。")
            return _next(progress.region, "departments")
    return render(request, "administration/open_step.html", context | {"form": form, "verb": "开通，下一步"})


def _departments(request: HttpRequest, progress: Progress, context: dict) -> HttpResponse:
    rows = missing_departments(progress.region)
    form = DepartmentsForm(request.POST or None, region=progress.region, rows=rows)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: add_departments(actor=request.actor, region=progress.region, names=form.cleaned_data["names"]))
        if made is not None:
            messages.success(request, f"已登记 {len(made) if isinstance(made, list) else 0} 个部门。")
            return _next(progress.region, "townships")
    return render(request, "administration/open_step.html", context | {"form": form, "rows": rows, "verb": "登记勾选的部门，下一步", "skip": "townships"})


def _townships(request: HttpRequest, progress: Progress, context: dict) -> HttpResponse:
    form = TownshipsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: add_townships(actor=request.actor, region=progress.region, on=clock.today(), **form.cleaned_data))
        if made:
            messages.success(request, f"已新增 {len(made)} 个乡镇街道。")
            return _next(progress.region, "admin")
    towns = progress.region.children.townships().order_by("code")
    return render(request, "administration/open_step.html", context | {"form": form, "towns": towns, "verb": "新增，下一步", "skip": "admin"})


def _admin(request: HttpRequest, progress: Progress, context: dict) -> HttpResponse:
    """The link is shown once, on the answer to the POST, and stands nowhere else."""
    if request.method == "POST" and not progress.has_admin:
        token = invite_administrator(actor=request.actor, jurisdiction=progress.jurisdiction)
        link = request.build_absolute_uri(reverse("first_admin", args=[token]))
        context |= {"link": link, "expires_at": clock.now() + VALID_FOR}
    return render(request, "administration/open_admin.html", context)


def _check(request: HttpRequest, progress: Progress, context: dict) -> HttpResponse:
    return render(request, "administration/open_check.html", context | {"questions": questions_to(progress.region, clock.today())})


_STEPS = {"office": _office, "departments": _departments, "townships": _townships, "admin": _admin, "check": _check}
