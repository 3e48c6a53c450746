"""Plans, checklists and certificates: what must stand before anybody is inspected."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.workflow.door import available
from projects.actions.keep_certificates import register_certificate, withdraw_certificate
from projects.actions.make_checklist import make_checklist
from projects.actions.plan_inspections import approve_plan, draft_plan, end_plan, publish_plan
from projects.forms.inspections import ApprovalForm, CertificateForm, ChecklistForm, PlanForm, PublishForm
from projects.inspections import tables
from projects.inspections.checklists import STARTS, as_lines
from projects.inspections.filters import CertificateFilter, PlanFilter
from projects.models import Checklist, EnforcementCertificate, InspectionPlan, SiteInspection
from projects.views.check_steps import own_regions, step_page


def _plans(request: HttpRequest) -> Table:
    visited = SiteInspection.objects.filter(plan=OuterRef("pk"), arrived_at__isnull=False).order_by().values("plan").annotate(n=Count("pk")).values("n")
    rows = InspectionPlan.objects.visible_to(request.actor).select_related("region").annotate(done=Coalesce(Subquery(visited), 0))
    empty = Empty("没有检查计划", "年度计划、元旦和春节专项检查批准并公布后，才能据此检查企业。")
    return Table(
        request, rows, tables.PLANS, PlanFilter, order=("-starts_on", "-pk"), title="检查计划", empty=empty, exports=(("导出", reverse("plan_export")),)
    )


@page("projects.inspections")
def inspection_plan_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _plans(request), "may_plan": may(request.actor, "projects.plan_inspections")}
    return part_or_page(request, "projects/checks/plan_list.html", "parts/_table.html", context)


@recorded
@page("projects.inspections")
def plan_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _plans(request), f"检查计划{clock.today():%Y%m%d}")


@page("projects.plan_inspections")
def inspection_plan_new(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, clock.today()
    form = PlanForm(request.POST or None, regions=own_regions(actor), checklists=Checklist.objects.visible_to(actor).in_force(on), initial={"starts_on": on})
    return step_page(
        request, form, lambda: draft_plan(actor=actor, **form.cleaned_data), title="拟定检查计划", verb="拟定", back=reverse("inspection_plan_list"),
        done="已拟定，登记批准和公布后生效。",
    )  # fmt: skip


@page("projects.inspections", obj=(InspectionPlan, "uid"))
def inspection_plan(request: HttpRequest, found: InspectionPlan) -> HttpResponse:
    own = found.region_id in request.actor.scope.write_regions
    checks = SiteInspection.objects.visible_to(request.actor).filter(plan=found).select_related("employer__organisation", "project").order_by("-planned_on")
    context = {"row": found, "moves": available(found, request.actor) if own else (), "checks": checks[:50]}
    return render(request, "projects/checks/plan.html", context)


@page("projects.approve_inspection", obj=(InspectionPlan, "uid"))
def plan_approve(request: HttpRequest, found: InspectionPlan) -> HttpResponse:
    form = ApprovalForm(request.POST or None, initial={"approved_on": clock.today()})
    return step_page(
        request, form, lambda: approve_plan(actor=request.actor, plan=found, at=clock.now(), **form.cleaned_data), title=f"登记批准：{found}",
        verb="登记批准", back=found.get_absolute_url(), done="已登记批准。",
    )  # fmt: skip


@page("projects.plan_inspections", obj=(InspectionPlan, "uid"))
def plan_publish(request: HttpRequest, found: InspectionPlan) -> HttpResponse:
    form = PublishForm(request.POST or None, initial={"published_on": clock.today()})
    return step_page(
        request, form, lambda: publish_plan(actor=request.actor, plan=found, at=clock.now(), **form.cleaned_data), title=f"登记公布：{found}",
        verb="登记公布", back=found.get_absolute_url(), done="已登记公布，可以据此发起检查。",
    )  # fmt: skip


@page("projects.plan_inspections", obj=(InspectionPlan, "uid"))
def plan_end(request: HttpRequest, found: InspectionPlan) -> HttpResponse:
    if request.method == "POST":
        end_plan(actor=request.actor, plan=found, at=clock.now())
        messages.success(request, "计划已结束。")
        return redirect(found)
    return confirm(request, f"结束“{found}”？", text="结束后不能再据此发起检查，已发起的照常办完。", verb="结束计划", back=found.get_absolute_url())


def _certificates(request: HttpRequest) -> Table:
    rows = EnforcementCertificate.objects.visible_to(request.actor).select_related("organisation", "region")
    empty = Empty("没有登记执法证件", "登记证件后才能选为检查人员；过期和收回的不能参加检查。")
    columns = tables.certificates(clock.today())
    return Table(
        request,
        rows,
        columns,
        CertificateFilter,
        order=("valid_until", "pk"),
        title="执法证件",
        empty=empty,
        exports=(("导出", reverse("certificate_export")),),
    )


@page("projects.certificates")
def certificate_list(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "projects/checks/certificate_list.html", "parts/_table.html", {"table": _certificates(request)})


@recorded
@page("projects.certificates")
def certificate_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _certificates(request), f"执法证件{clock.today():%Y%m%d}")


@page("projects.certificates")
def certificate_new(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    regions = own_regions(actor)
    organs = Organisation.objects.standing().filter(kind=OrganisationKind.AUTHORITY, region__in=regions).order_by("name_key")
    posts = Membership.objects.valid_on(clock.today()).filter(region__in=regions, role__in=[Role.INSPECTOR, Role.DEPARTMENT])
    form = CertificateForm(
        request.POST or None, regions=regions, organs=organs, users=User.objects.filter(pk__in=posts.values("user")).order_by("name"),
        initial={"valid_from": clock.today()},
    )  # fmt: skip
    back = reverse("certificate_list")
    return step_page(
        request,
        form,
        lambda: register_certificate(actor=actor, **form.cleaned_data),
        title="登记执法证件",
        verb="登记",
        back=back,
        done="已登记执法证件。",
        to=back,
    )


@page("projects.certificates", obj=(EnforcementCertificate, "uid"))
def certificate_withdraw(request: HttpRequest, found: EnforcementCertificate) -> HttpResponse:
    back = reverse("certificate_list")
    if request.method == "POST":
        withdraw_certificate(actor=request.actor, certificate=found, on=clock.today())
        messages.success(request, "已登记收回，从今天起不能参加检查。")
        return redirect(back)
    return confirm(request, f"收回{found}的执法证件？", text="从今天起不能参加检查，以前的检查不受影响。", verb="登记收回", back=back)


def _checklists(request: HttpRequest) -> Table:
    rows = Checklist.objects.visible_to(request.actor).select_related("region")
    empty = Empty("没有本地检查表", "没有本地检查表时用条例第三十九条的六项。")
    exports = (("导出", reverse("checklist_export")),)
    columns = tables.checklist_columns(may_keep=may(request.actor, "projects.plan_inspections"))
    return Table(request, rows, columns, order=("title", "-valid_from"), title="检查表", empty=empty, exports=exports)


@recorded
@page("projects.inspections")
def checklist_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _checklists(request), f"检查表{clock.today():%Y%m%d}")


@page("projects.inspections")
def checklist_list(request: HttpRequest) -> HttpResponse:
    context = {
        "table": _checklists(request),
        "may_plan": may(request.actor, "projects.plan_inspections"),
        "starts": [(key, start[0]) for key, start in STARTS.items()],
    }
    return part_or_page(request, "projects/checks/checklist_list.html", "parts/_table.html", context)


@page("projects.plan_inspections")
def checklist_new(request: HttpRequest) -> HttpResponse:
    """From a text of the platform, from one's own newest version, or from nothing."""
    actor = request.actor
    form = ChecklistForm(request.POST or None, regions=own_regions(actor), initial={"valid_from": clock.today()} | _started(request))
    back = reverse("checklist_list")

    def act() -> Checklist:
        data = dict(form.cleaned_data)
        return make_checklist(actor=actor, items=data.pop("lines"), at=clock.now(), **data)

    return step_page(request, form, act, title="制定检查表", verb="启用", back=back, done="已启用，新的检查用新版。", to=back)


def _started(request: HttpRequest) -> dict[str, str]:
    wanted = request.GET.get("from", "")
    if wanted in STARTS:
        title, source, items = STARTS[wanted]
        return {"title": title, "source": source, "lines": as_lines([item.as_dict() for item in items])}
    if len(wanted) != 36:
        return {}
    found = next((row for row in Checklist.objects.visible_to(request.actor) if str(row.uid) == wanted), None)
    return {"title": found.title, "source": found.source, "lines": as_lines(found.items)} if found else {}
