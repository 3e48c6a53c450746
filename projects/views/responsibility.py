"""人盯人、人盯项目: who answers for what, whether he was there, the pledge, and staff against sites."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import rows_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried
from portal.tenancy.models import Region
from projects.actions.assign_grid_officer import assign_grid_officer, grid_officers_of, overload_of
from projects.actions.draft_pledge import draft_pledge
from projects.actions.name_township_lead import end_township_lead, name_township_lead
from projects.actions.update_employer import update_employer
from projects.forms.visits import EmployerUpdateForm, GridOfficerForm, TownshipLeadForm
from projects.inspections.standing import Street, duties_of, streets
from projects.inspections.visit_tables import DUTIES, STREETS
from projects.models import Employer, Project, TownshipLead
from projects.views.check_steps import step_page

MOST = 300


def _lines(request: HttpRequest) -> list[dict]:
    """Every post that owes visits in this period, the emptiest first."""
    projects = list(Project.objects.visible_to(request.actor).under_construction().select_related("region", "township").order_by("code")[: MOST * 4])
    by_pk = {project.pk: project for project in projects}
    duties = sorted(duties_of(request.actor, projects, clock.today()), key=lambda duty: (-duty.left, duty.until, by_pk[duty.project_id].code))
    return [
        {
            "project": by_pk[duty.project_id],
            "post": duty.label,
            "asked": duty.asked,
            "made": duty.made,
            "left": duty.left,
            "last": duty.last,
            "until": duty.until,
        }
        for duty in duties
    ]


@page("projects.responsibility")
def responsibility(request: HttpRequest) -> HttpResponse:
    """Townships with their leaders and officers; visits that are still owed."""
    lines, found = _lines(request), _streets(request)
    context = {
        "streets": [street for street in found if not street.is_quiet],
        "quiet": [street.township.name for street in found if street.is_quiet],
        "lines": lines[:MOST],
        "owed": sum(line["left"] for line in lines),
        "sites": sum(line["left"] > 0 for line in lines),
        "may_assign": may(request.actor, "projects.assign"),
    }
    return render(request, "projects/checks/responsibility.html", context)


def _streets(request: HttpRequest) -> list[Street]:
    """Where something is lacking first, then those with the most sites."""
    return sorted(streets(request.actor, clock.today()), key=lambda street: (not street.lacking, -street.sites))


@recorded
@page("projects.responsibility")
def street_export(request: HttpRequest) -> HttpResponse:
    return rows_export(request, STREETS, _streets(request), f"街镇配备{clock.today():%Y%m%d}")


@recorded
@page("projects.responsibility")
def responsibility_export(request: HttpRequest) -> HttpResponse:
    return rows_export(request, DUTIES, _lines(request), f"包保走访{clock.today():%Y%m%d}")


@page("projects.assign", obj=(Project, "code"))
def project_grid_officer(request: HttpRequest, project: Project) -> HttpResponse:
    """One of the township's officers; who goes over the number is named with it."""
    on = clock.today()
    form = GridOfficerForm(request.POST or None, people=grid_officers_of(project, on), initial={"officer": project.grid_officer})
    if request.method == "POST" and form.is_valid():
        officer = form.cleaned_data["officer"]
        if tried(form, lambda: assign_grid_officer(actor=request.actor, project=project, officer=officer, on=on)) is not None:
            over = overload_of(request.actor, project, officer, on) if officer else 0
            messages.success(request, f"已指定网格员{officer.name}{f'，超出规定 {over} 个项目' if over else ''}。" if officer else "已取消网格员。")
            return redirect(project)
    context = {"form": form, "title": f"网格员：{project.name}", "verb": "指定", "back": project.get_absolute_url()}
    context["note"] = "指定后只有他和上级看得到这个项目，同乡镇的其他网格员看不到。"
    return render(request, "projects/checks/form.html", context, status=422 if form.errors else 200)


@page("projects.assign", obj=(Project, "code"))
def project_pledge(request: HttpRequest, project: Project) -> HttpResponse:
    if request.method == "POST":
        return redirect(draft_pledge(actor=request.actor, project=project, at=clock.now()))
    text = "按责任链已落实的岗位生成。签发编号后打印签字，在“登记送达”里上传签字件。"
    return confirm(request, f"拟责任书：{project.name}？", text=text, verb="拟稿", back=project.get_absolute_url(), kind="btn-primary")


@page("projects.assign")
def township_lead_new(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    townships = Region.objects.townships().filter(parent__in=actor.scope.write_regions).standing().order_by("code")
    form = TownshipLeadForm(request.POST or None, townships=townships, initial={"since": clock.today()})
    back = reverse("responsibility")
    return step_page(
        request, form, lambda: name_township_lead(actor=actor, **form.cleaned_data), title="登记街镇负责人", verb="登记", back=back, done="已登记。", to=back
    )


@page("projects.assign", obj=(TownshipLead, "uid"))
def township_lead_end(request: HttpRequest, found: TownshipLead) -> HttpResponse:
    back = reverse("responsibility")
    if request.method == "POST":
        end_township_lead(actor=request.actor, lead=found, on=clock.today())
        messages.success(request, "已登记卸任。")
        return redirect(back)
    return confirm(request, f"{found}卸任？", text="记录保留，请接着登记继任的人。", verb="登记卸任", back=back)


@page("projects.register_employer", obj=(Employer, "uid"))
def employer_edit(request: HttpRequest, found: Employer) -> HttpResponse:
    """Keep the entry of the 企业管理服务台账."""
    actor = request.actor
    if actor.role == Role.GRID and found.township_id not in actor.townships:
        raise Http404
    townships = Region.objects.townships().filter(parent=found.region_id)
    initial = {name: getattr(found, name) for name in ("table_class", "township", "address", "contact_name")}
    form = EmployerUpdateForm(
        request.POST or None,
        townships=townships.filter(pk__in=actor.townships) if actor.townships else townships,
        initial=initial | {"is_operating": "yes" if found.is_operating else "no"},
    )
    back = reverse("employer", args=[found.uid])
    return step_page(
        request, form, lambda: update_employer(actor=actor, employer=found, on=clock.today(), **form.cleaned_data), title=f"核实：{found}", verb="保存",
        back=back, done="已核实。", note="保存即登记今天核实过。", to=back,
    )  # fmt: skip
