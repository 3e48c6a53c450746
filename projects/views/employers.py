"""Employers and the record of inspections."""

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from projects.actions.record_inspection import record_inspection
from projects.actions.register_employer import register_employer
from projects.filters import EmployerFilter, InspectionFilter
from projects.forms import EmployerForm, InspectionForm
from projects.forms.organisation import enrolled
from projects.models import Employer, Inspection, Project
from projects.tables import EMPLOYERS, INSPECTIONS


def _employers(request: HttpRequest) -> QuerySet:
    rows = Employer.objects.visible_to(request.actor).select_related("organisation", "region", "township")
    newest = Inspection.objects.filter(employer=OuterRef("pk")).order_by("-on", "-pk")
    found = {"last_on": "on", "last_workers": "workers", "last_migrants": "migrant_workers", "last_signed": "with_contract"}
    return rows.annotate(**{name: Subquery(newest.values(column)[:1]) for name, column in found.items()})


def _employer_table(request: HttpRequest) -> Table:
    empty = Empty("还没有用人单位", "登记后才能记录检查，17 列统计表按这里的类别计数。")
    exports = (("导出", reverse("employer_export")),)
    return Table(request, _employers(request), EMPLOYERS, EmployerFilter, order=("organisation__name",), title="用人单位", empty=empty, exports=exports)


@recorded
@page("projects.employers")
def employer_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _employer_table(request), f"用人单位{clock.today():%Y%m%d}")


@page("projects.employers")
def employer_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _employer_table(request), "may_register": may(request.actor, "projects.register_employer")}
    return part_or_page(request, "projects/employer_list.html", "parts/_table.html", context)


@page("projects.register_employer")
def employer_new(request: HttpRequest) -> HttpResponse:
    """Enter an employer."""
    form = EmployerForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = ("region", "table_class", "township", "address", "contact_name", "contact_phone")
        given = {name: data[name] for name in names}
        made = tried(form, lambda: register_employer(actor=request.actor, organisation=enrolled(request.actor, data, "employer"), **given))
        if made is not None:
            messages.success(request, "已登记用人单位。")
            return redirect("employer", made.uid)
    return render(request, "projects/employer_form.html", {"form": form})


@page("projects.employers", obj=(Employer, "uid"))
def employer(request: HttpRequest, found: Employer) -> HttpResponse:
    """One employer with its inspections."""
    inspections = Inspection.objects.visible_to(request.actor).filter(employer=found).select_related("project")
    return render(
        request, "projects/employer.html", {"employer": found, "inspections": inspections[:50], "may_inspect": may(request.actor, "projects.inspect")}
    )


def _inspections(request: HttpRequest) -> Table:
    found = Inspection.objects.visible_to(request.actor).select_related("employer__organisation", "project", "region")
    rows = found.prefetch_related("employer__organisation__former_names")
    exports = (("导出", reverse("inspection_export")),)
    empty = Empty("没有检查记录", "现场检查后在这里登记人数和结果，17 列统计表由此计数。")
    return Table(request, rows, INSPECTIONS, InspectionFilter, order=("-on", "-pk"), title="现场检查", empty=empty, exports=exports)


@page("projects.inspections")
def inspection_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _inspections(request), "may_inspect": may(request.actor, "projects.inspect")}
    return part_or_page(request, "projects/inspection_list.html", "parts/_table.html", context)


@recorded
@page("projects.inspections")
def inspection_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _inspections(request), f"现场检查{clock.today():%Y%m%d}")


@page("projects.inspections", obj=(Inspection, "uid"))
def inspection(request: HttpRequest, found: Inspection) -> HttpResponse:
    """One record as it was entered."""
    return render(request, "projects/inspection.html", {"inspection": found})


@page("projects.inspect")
def inspection_new(request: HttpRequest) -> HttpResponse:
    """Record a check; employer and project may come from the page one was on."""
    actor = request.actor
    employers = Employer.objects.writable_by(actor).select_related("organisation").order_by("organisation__name")
    projects = Project.objects.writable_by(actor).order_by("name_key")
    initial = {"on": clock.today(), "inspectors": actor.name} | _given(request, employers, projects)
    form = InspectionForm(request.POST or None, employers=employers, projects=projects, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: record_inspection(actor=actor, at=clock.now(), **form.cleaned_data))
        if made is not None:
            messages.success(request, "已登记检查。")
            return redirect("inspection", made.uid)
    return render(request, "projects/inspection_form.html", {"form": form})


def _given(request: HttpRequest, employers: QuerySet, projects: QuerySet) -> dict[str, int]:
    """What the address names, as far as the actor may use it; a project brings its general contractor's entry."""
    project = projects.filter(code=request.GET.get("project", "")).first()
    given = {"project": project.pk} if project else {}
    if project and project.general_contractor_id:
        own = employers.filter(organisation_id=project.general_contractor_id, region_id=project.region_id).first()
        given |= {"employer": own.pk} if own else {}
    return given
