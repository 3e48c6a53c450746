"""走访排查, 督导 and 自查: no inspections, each with rows of its own."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Organisation, Region
from projects.actions.record_patrol import record_patrol
from projects.actions.self_check import ask_self_check, confirm_self_check, send_back_self_check, submit_self_check
from projects.actions.supervise_government import record_supervision, record_supervision_reply
from projects.enums import Post
from projects.forms.visits import AskSelfCheckForm, ConfirmSelfCheckForm, PatrolForm, SelfCheckForm, SupervisionReplyForm, SupervisionVisitForm
from projects.inspections import visit_tables
from projects.inspections.enums import SelfCheckState
from projects.inspections.visit_filters import PatrolFilter, SelfCheckFilter, SupervisionFilter
from projects.models import Checklist, Employer, GovernmentSupervisionVisit, PatrolVisit, Project, SelfCheck
from projects.views.check_steps import own_regions, step_page

POST_OF = {Role.GRID: Post.GRID_OFFICER, Role.INSPECTOR: Post.INSPECTOR, Role.DEPARTMENT: Post.DEPARTMENT}


def _patrols(request: HttpRequest) -> Table:
    rows = PatrolVisit.objects.visible_to(request.actor).select_related("project", "employer__organisation", "region", "photo")
    empty = Empty("没有走访记录", "走访项目和用人单位，看考勤、告示牌，听工人反映，写明隐患。")
    exports = (("导出", reverse("patrol_export")),)
    return Table(request, rows, visit_tables.PATROLS, PatrolFilter, order=("-on", "-pk"), title="走访排查", empty=empty, exports=exports)


@page("projects.patrols")
def patrol_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _patrols(request), "may_patrol": may(request.actor, "projects.patrol")}
    return part_or_page(request, "projects/checks/patrol_list.html", "parts/_table.html", context)


@recorded
@page("projects.patrols")
def patrol_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _patrols(request), f"走访排查{clock.today():%Y%m%d}")


@page("projects.patrol")
def patrol_new(request: HttpRequest) -> HttpResponse:
    """Made for a phone: the site, what was seen and heard, a photo."""
    actor = request.actor
    projects = Project.objects.writable_by(actor).unfinished().order_by("name_key")
    employers = _writable_employers(request)
    given = projects.filter(code=request.GET.get("project", "")).first()
    initial = {"on": clock.today(), "post": POST_OF.get(actor.role, Post.TOWNSHIP), "project": given}
    form = PatrolForm(request.POST or None, request.FILES or None, projects=projects, employers=employers, initial=initial)
    note = "走访排查只看、只听、只报告，不是执法检查。发现隐患由监察员核实处理。"
    return step_page(
        request, form, lambda: record_patrol(actor=actor, at=clock.now(), **form.cleaned_data), title="登记走访", verb="登记", back=reverse("patrol_list"),
        done="已登记走访。", note=note, to=reverse("patrol_list"),
    )  # fmt: skip


def _writable_employers(request: HttpRequest) -> QuerySet:
    rows = Employer.objects.writable_by(request.actor).select_related("organisation").order_by("organisation__name")
    return rows.filter(township__in=sorted(request.actor.townships)) if request.actor.role == Role.GRID else rows


def _supervisions(request: HttpRequest) -> Table:
    rows = GovernmentSupervisionVisit.objects.visible_to(request.actor).select_related("target", "organisation", "region")
    empty = Empty("没有督导记录", "督导的对象是下级政府和部门，不是企业。")
    columns = visit_tables.supervisions(clock.today())
    exports = (("导出", reverse("supervision_export")),)
    return Table(request, rows, columns, SupervisionFilter, order=("-on", "-pk"), title="督导", empty=empty, exports=exports)


@page("projects.supervisions")
def supervision_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _supervisions(request), "may_supervise": may(request.actor, "projects.supervise")}
    return part_or_page(request, "projects/checks/supervision_list.html", "parts/_table.html", context)


@recorded
@page("projects.supervisions")
def supervision_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _supervisions(request), f"督导台账{clock.today():%Y%m%d}")


@page("projects.supervise")
def supervision_new(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    targets = Region.objects.filter(pk__in=actor.scope.read_regions).standing().exclude(level=RegionLevel.CITY).order_by("code")
    organs = Organisation.objects.standing().filter(kind=OrganisationKind.AUTHORITY, region__in=actor.scope.read_regions).order_by("region__code", "name_key")
    form = SupervisionVisitForm(request.POST or None, targets=targets, organs=organs, initial={"on": clock.today()})
    return step_page(
        request, form, lambda: record_supervision(actor=actor, at=clock.now(), **form.cleaned_data), title="登记督导", verb="登记",
        back=reverse("supervision_list"), done="已登记督导。", note="督导对下级政府和部门，不对企业；要检查企业，交有执法权的机构依法进行。",
    )  # fmt: skip


@page("projects.supervisions", obj=(GovernmentSupervisionVisit, "uid"))
def supervision(request: HttpRequest, found: GovernmentSupervisionVisit) -> HttpResponse:
    own = found.region_id in request.actor.scope.write_regions and may(request.actor, "projects.supervise")
    return render(request, "projects/checks/supervision.html", {"row": found, "may_reply": own and found.asked and found.replied_on is None})


@page("projects.supervise", obj=(GovernmentSupervisionVisit, "uid"))
def supervision_reply(request: HttpRequest, found: GovernmentSupervisionVisit) -> HttpResponse:
    form = SupervisionReplyForm(request.POST or None, initial={"replied_on": clock.today()})
    return step_page(
        request, form, lambda: record_supervision_reply(actor=request.actor, visit=found, at=clock.now(), **form.cleaned_data), title=f"登记反馈：{found}",
        verb="登记反馈", back=found.get_absolute_url(), done="已登记反馈。", note=found.asked,
    )  # fmt: skip


def _self_checks(request: HttpRequest) -> Table:
    rows = SelfCheck.objects.visible_to(request.actor).select_related("enterprise", "organisation", "project", "region")
    empty = Empty("没有自查", "布置后，企业按项目、部门按单位报送自查。")
    exports = (("导出", reverse("self_check_export")),)
    columns = visit_tables.self_checks(clock.today())
    return Table(request, rows, columns, SelfCheckFilter, order=("state", "due_on", "pk"), title="自查", empty=empty, exports=exports)


@page("projects.self_checks")
def self_check_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _self_checks(request), "may_ask": may(request.actor, "projects.ask_self_check")}
    return part_or_page(request, "projects/checks/self_check_list.html", "parts/_table.html", context)


@recorded
@page("projects.self_checks")
def self_check_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _self_checks(request), f"自查台账{clock.today():%Y%m%d}")


@page("projects.ask_self_check")
def self_check_new(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, clock.today()
    form = AskSelfCheckForm(request.POST or None, regions=own_regions(actor), checklists=Checklist.objects.visible_to(actor).in_force(on))

    def act() -> list[SelfCheck]:
        return ask_self_check(actor=actor, at=clock.now(), **form.cleaned_data)

    back = reverse("self_check_list")
    return step_page(request, form, act, title="布置自查", verb="布置", back=back, done="已布置自查。", to=back)


@page("projects.self_checks", obj=(SelfCheck, "uid"))
def self_check(request: HttpRequest, found: SelfCheck) -> HttpResponse:
    actor = request.actor
    mine = actor.enterprise_id == found.enterprise_id if actor.role in ENTERPRISE else actor.organisation_id == found.organisation_id
    own = found.region_id in actor.scope.write_regions and may(actor, "projects.ask_self_check")
    answers = found.answers or [None] * len(found.items)
    context = {
        "row": found,
        "lines": list(zip(found.items, answers, strict=False)),
        "may_submit": mine and found.state == SelfCheckState.ASKED and may(actor, "projects.self_check"),
        "may_read": own and found.state == SelfCheckState.SUBMITTED,
    }
    return render(request, "projects/checks/self_check.html", context)


@page("projects.self_check", obj=(SelfCheck, "uid"))
def self_check_submit(request: HttpRequest, found: SelfCheck) -> HttpResponse:
    form = SelfCheckForm(request.POST or None, check=found)

    def act() -> SelfCheck:
        given = {name: form.cleaned_data.get(name) for name in ("problems", "mend_by", "units")}
        return submit_self_check(actor=request.actor, check=found, answers=form.answers, at=clock.now(), **given)

    return step_page(request, form, act, title=f"报送自查：{found.title}", verb="报送", back=found.get_absolute_url(), done="已报送自查。")


@page("projects.ask_self_check", obj=(SelfCheck, "uid"))
def self_check_confirm(request: HttpRequest, found: SelfCheck) -> HttpResponse:
    form = ConfirmSelfCheckForm(request.POST or None)
    return step_page(
        request, form, lambda: confirm_self_check(actor=request.actor, check=found, at=clock.now(), **form.cleaned_data), title=f"核对自查：{found}",
        verb="核对完毕", back=found.get_absolute_url(), done="已核对。", note=found.problems,
    )  # fmt: skip


@page("projects.ask_self_check", obj=(SelfCheck, "uid"))
def self_check_send_back(request: HttpRequest, found: SelfCheck) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    return step_page(
        request, form, lambda: send_back_self_check(actor=request.actor, check=found, reason=form.cleaned_data["reason"], at=clock.now()),
        title=f"退回自查：{found}", verb="退回", back=found.get_absolute_url(), done="已退回补充。",
    )  # fmt: skip
