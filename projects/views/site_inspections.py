"""行政检查: the list, one inspection, and each of its steps."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.actions.receive_file import receive_file
from portal.documents.downloads import recorded
from portal.documents.enums import ServiceMethod
from portal.documents.exporting import list_export
from portal.documents.models.instrument import NUMBERED
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.scope import Actor
from portal.workflow.door import available
from projects.actions.apply_inspection import apply_inspection
from projects.actions.approve_inspection import approve_inspection
from projects.actions.arrive_at_inspection import arrive_at_inspection
from projects.actions.conclude_inspection import cancel_inspection, tell_result
from projects.actions.issue_inspection_notice import draft_order, issue_notice, issue_result, papers_of
from projects.actions.recuse_officer import recuse_officer
from projects.forms.inspections import ApplyForm, ApprovalForm, ArriveForm, ReplaceForm, TellForm, UrgentForm, officer_label
from projects.inspections.codes import entry_code, is_code_of, uid_of_code
from projects.inspections.enums import FindingState, InspectionState, PlanState
from projects.inspections.filters import CheckFilter
from projects.inspections.papers import NOTICE, ORDER, RESULT
from projects.inspections.tables import CHECKS
from projects.models import (
    Checklist,
    Employer,
    EnforcementCertificate,
    InspectionAnswer,
    InspectionFinding,
    InspectionOfficer,
    InspectionPhoto,
    InspectionPlan,
    Project,
    SiteInspection,
)
from projects.views.check_steps import step_page

RELATED = ("employer__organisation", "project", "region", "plan")


def _table(request: HttpRequest) -> Table:
    rows = SiteInspection.objects.visible_to(request.actor).select_related(*RELATED).prefetch_related("employer__organisation__former_names")
    empty = Empty("没有行政检查", "对企业检查从“发起检查”开始：选执法人员，报批准，签发检查通知书，到场扫码。")
    exports = (("导出", reverse("site_inspection_export")),)
    return Table(request, rows, CHECKS, CheckFilter, order=("-planned_on", "-pk"), title="行政检查", empty=empty, exports=exports)


@page("projects.inspections")
def site_inspection_list(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    may_do = {verb: may(actor, f"projects.{verb}") for verb in ("inspect", "certificates", "plan_inspections", "draw", "inspections")}
    return part_or_page(request, "projects/checks/list.html", "parts/_table.html", {"table": _table(request), "may": may_do})


@recorded
@page("projects.inspections")
def site_inspection_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"行政检查{clock.today():%Y%m%d}")


@page("projects.inspect")
def site_inspection_new(request: HttpRequest) -> HttpResponse:
    """Apply; employer and project may come from the page one was on."""
    actor, on = request.actor, clock.today()
    employers = Employer.objects.writable_by(actor).select_related("organisation").order_by("organisation__name")
    projects = Project.objects.writable_by(actor).order_by("name_key")
    form = ApplyForm(
        request.POST or None,
        employers=employers,
        projects=projects,
        plans=InspectionPlan.objects.visible_to(actor).filter(state=PlanState.PUBLISHED, ends_on__gte=on),
        checklists=Checklist.objects.visible_to(actor).in_force(on),
        officers=EnforcementCertificate.objects.visible_to(actor).serving().valid_on(on).select_related("organisation"),
        initial={"planned_on": on} | _given(request, employers, projects),
    )

    def act() -> SiteInspection:
        names = ("employer", "project", "kind", "plan", "planned_on", "checklist", "reason", "companions", "unannounced")
        return apply_inspection(actor=actor, officers=form.team, at=clock.now(), **{name: form.cleaned_data[name] for name in names})

    note = "批准并签发检查通知书后才能到场。同一企业能合并的检查要合并，联合检查选齐各部门的执法人员。"
    return step_page(
        request, form, act, title="发起行政检查", verb="提出申请", back=reverse("site_inspection_list"), done="已提出检查申请，等待批准。", note=note
    )


def _given(request: HttpRequest, employers: QuerySet, projects: QuerySet) -> dict[str, int]:
    """What the address names, as far as the actor may use it; a project brings its general contractor's entry."""
    project = projects.filter(code=request.GET.get("project", "")).first()
    if project is not None:
        own = employers.filter(organisation_id=project.general_contractor_id, region_id=project.region_id).first()
        return {"project": project.pk} | ({"employer": own.pk} if own else {})
    named = employers.filter(uid=request.GET["employer"]).first() if _is_uid(request.GET.get("employer", "")) else None
    return {"employer": named.pk} if named else {}


def _is_uid(text: str) -> bool:
    return len(text) == 36 and text.replace("-", "").isalnum() and all(sign in "0123456789abcdef-" for sign in text)


@page("projects.inspections", obj=(SiteInspection, "uid"))
def site_inspection(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """What it is, where it stands, its papers, answers and findings; the next step is the one button."""
    actor = request.actor
    row = SiteInspection.objects.visible_to(actor).select_related(*RELATED, "draw", "record").get(pk=found.pk)
    own = row.region_id in actor.scope.write_regions
    papers = papers_of(row, actor) if may(actor, "documents.list") else {}
    answers = {answer.number: answer for answer in InspectionAnswer.objects.visible_to(actor).filter(inspection=row)}
    photos: dict[int, list[InspectionPhoto]] = {}
    for photo in InspectionPhoto.objects.visible_to(actor).filter(inspection=row).select_related("file"):
        photos.setdefault(photo.number, []).append(photo)
    findings = list(InspectionFinding.objects.visible_to(actor).filter(inspection=row).order_by("number"))
    context = {
        "row": row,
        "officers": InspectionOfficer.objects.visible_to(actor).filter(inspection=row).select_related("certificate__organisation"),
        "items": [(n, item, answers.get(n), photos.get(n, ())) for n, item in enumerate(row.items, start=1)],
        "findings": findings,
        "notice": papers.get(NOTICE),
        "order": papers.get(ORDER),
        "told": papers.get(RESULT),
        "may_recuse": own and _may_recuse(row, actor, papers),
        "next": _next(row, actor, papers, findings) if own else (),
        "more": [move for move in available(row, actor) if move.verb in ("cancel",)] if own else (),
        "may_urge": own and row.state == InspectionState.DRAFTED and may(actor, "projects.inspect"),
        "stages": _stages(row, papers),
    }
    return render(request, "projects/checks/inspection.html", context)


def _may_recuse(row: SiteInspection, actor: Actor, papers: dict) -> bool:
    return row.draw_id is None and row.state in (InspectionState.DRAFTED, InspectionState.APPROVED) and NOTICE not in papers and may(actor, "projects.inspect")


def _next(row: SiteInspection, actor: Actor, papers: dict, findings: list[InspectionFinding]) -> list[tuple[str, str]]:
    """(label, address name) of the steps that come next, the first is the page's own button."""
    if not may(actor, "projects.inspect"):
        return []
    steps: list[tuple[str, str]] = []
    match row.state:
        case InspectionState.DRAFTED:
            steps = [("登记批准", "inspection_approve")]
        case InspectionState.APPROVED:
            ready = NOTICE in papers and papers[NOTICE].state in NUMBERED
            steps = [("到场出示", "inspection_arrive")] if ready else [("签发检查通知书", "inspection_notice")]
        case InspectionState.ON_SITE:
            steps = [("填写检查表", "inspection_sheet"), ("检查完毕", "inspection_conclude")]
            if row.approved_on is None:
                steps.append(("补登批准", "inspection_approve"))
        case InspectionState.CONCLUDED:
            waiting = any(finding.state == FindingState.OPEN for finding in findings)
            if waiting and ORDER not in papers:
                steps = [("拟限期改正指令书", "inspection_order")]
            else:
                steps = [("告知结果", "inspection_tell") if RESULT in papers else ("签发检查结果告知书", "inspection_result")]
    return steps


def _stages(row: SiteInspection, papers: dict) -> list[tuple[str, str, str]]:
    """(mark, stage, what is known) down the page."""
    notice = papers.get(NOTICE)
    return [
        ("ok", "申请", f"{row.applied_by} {row.applied_at:%Y-%m-%d}"),
        ("ok" if row.approved_on else "none", "批准", f"{row.approved_by} {row.approved_on} {row.approval_document}" if row.approved_on else "未批准"),
        ("ok" if notice and notice.state in NUMBERED else "none", "检查通知书", str(notice) if notice else ("紧急到场" if row.urgent_reason else "未签发")),
        ("ok" if row.arrived_at else "none", "到场", ("扫码入企" if row.scanned_in else "人工登记") + f"，接待人 {row.met_by}" if row.arrived_at else "未到场"),
        ("ok" if row.concluded_at else "none", "检查完毕", row.result or "—"),
        ("ok" if RESULT in papers else "none", "结果告知书", str(papers[RESULT]) if RESULT in papers else "未签发"),
        ("ok" if row.told_on else "none", "告知结果", f"{row.told_on} {row.told_how} {row.told_to}" if row.told_on else "未告知"),
    ]


@page("projects.approve_inspection", obj=(SiteInspection, "uid"))
def inspection_approve(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    form = ApprovalForm(request.POST or None, initial={"approved_on": clock.today()})
    return step_page(
        request,
        form,
        lambda: approve_inspection(actor=request.actor, inspection=found, at=clock.now(), **form.cleaned_data),
        title=f"登记批准：{found}",
        verb="登记批准",
        back=found.get_absolute_url(),
        done="已登记批准。",
    )


@page("documents.issue", obj=(SiteInspection, "uid"))
def inspection_notice(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """Sign the notice: what it says follows from the application."""
    if request.method == "POST":
        notice = issue_notice(actor=request.actor, inspection=found, at=clock.now())
        messages.success(request, f"已签发检查通知书 {notice.number}。到场时出示，当场送达。")
        return redirect(found)
    text = f"给“{found.employer_name}”，写明检查事项、检查人员和执法证号、企业的权利义务。签发后编文号。"
    return confirm(request, "签发行政检查通知书？", text=text, verb="签发并编号", back=found.get_absolute_url(), kind="btn-primary")


@page("documents.draft", obj=(SiteInspection, "uid"))
def inspection_order(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """Draft the order; text, review, number and service go the way of every letter."""
    if request.method == "POST":
        return redirect(draft_order(actor=request.actor, inspection=found, at=clock.now()))
    return confirm(
        request, "拟限期改正指令书？", text="列出全部待整改的问题，期限取最早的一个。拟稿后可以修改，审核、签发、送达后再告知结果。",
        verb="拟稿", back=found.get_absolute_url(), kind="btn-primary",
    )  # fmt: skip


@page("projects.inspect", obj=(SiteInspection, "uid"))
def inspection_arrive(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """At the gate; ``code`` is what was scanned there."""
    code = request.GET.get("code", "")
    scanned = bool(code) and is_code_of(code, found.employer)
    form = (UrgentForm if "urgent" in request.GET else ArriveForm)(request.POST or None)

    def act() -> SiteInspection:
        return arrive_at_inspection(actor=request.actor, inspection=found, scanned=scanned, at=clock.now(), **form.cleaned_data)

    title, to = f"到场出示证件和通知书：{found}", reverse("inspection_sheet", args=[found.uid])
    note = "已扫描这家企业的入企码。" if scanned else "没有扫描入企码，按人工登记。请先扫企业张贴的入企码再到场。"
    return step_page(request, form, act, title=title, verb="登记到场", back=found.get_absolute_url(), done="已登记到场，可以开始检查。", note=note, to=to)


@page("projects.inspect")
def inspection_enter(request: HttpRequest, token: str) -> HttpResponse:
    """Where the code at the firm's gate leads: the approved checks of this firm, to be entered."""
    uid = uid_of_code(token)
    employer = Employer.objects.visible_to(request.actor).select_related("organisation").filter(uid=uid).first() if uid else None
    if employer is None:
        raise Http404
    rows = SiteInspection.objects.visible_to(request.actor).filter(employer=employer, state=InspectionState.APPROVED).select_related(*RELATED)
    links = [(row, f"{reverse('inspection_arrive', args=[row.uid])}?code={token}") for row in rows.order_by("planned_on", "pk")]
    return render(request, "projects/checks/enter.html", {"employer": employer, "links": links})


@page("documents.issue", obj=(SiteInspection, "uid"))
def inspection_result(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """Sign the paper that tells the result: what it says follows from the conclusion."""
    if request.method == "POST":
        paper = issue_result(actor=request.actor, inspection=found, at=clock.now())
        messages.success(request, f"已签发检查结果告知书 {paper.number}，送达后登记告知。")
        return redirect(found)
    text = f"给“{found.employer_name}”，写明检查结果、发现的问题和企业的权利。签发后编文号，送达后检查才算告知。"
    return confirm(request, "签发检查结果告知书？", text=text, verb="签发并编号", back=found.get_absolute_url(), kind="btn-primary")


@page("projects.inspect", obj=(SiteInspection, "uid"))
def inspection_tell(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """Serve the paper, with who signed and the scanned receipt."""
    initial = {"served_on": clock.today(), "received_by": found.met_by, "method": ServiceMethod.DIRECT}
    form = TellForm(request.POST or None, request.FILES or None, initial=initial)

    def act() -> SiteInspection:
        data, at = form.cleaned_data, clock.now()
        where = {"kind": "instrument_receipt", "region_id": found.region_id, "project_id": found.project_id}
        upload = data["receipt"]
        receipt = receive_file(actor=request.actor, upload=upload, name=upload.name, at=at, **where) if upload else None
        return tell_result(
            actor=request.actor, inspection=found, method=data["method"], told_to=data["received_by"], told_on=data["served_on"], receipt=receipt, at=at
        )  # fmt: skip

    title = f"送达检查结果告知书：{found}"
    return step_page(request, form, act, title=title, verb="登记告知", back=found.get_absolute_url(), done="已送达并登记告知。", note=found.result)


@page("projects.inspect", obj=(SiteInspection, "uid"))
def inspection_recuse(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """Another officer for one who has an interest in the firm."""
    team = InspectionOfficer.objects.visible_to(request.actor).filter(inspection=found).select_related("certificate__organisation")
    there = {str(row.certificate_id): row.certificate for row in team}
    others = EnforcementCertificate.objects.visible_to(request.actor).serving().valid_on(found.planned_on).select_related("organisation")
    form = ReplaceForm(
        request.POST or None, team=[(key, officer_label(row)) for key, row in there.items()], others=others.exclude(pk__in=there), initial={"declared_by": "officer"}
    )  # fmt: skip

    def act() -> SiteInspection:
        data = form.cleaned_data
        return recuse_officer(
            actor=request.actor, inspection=found, officer=there[data["officer"]], instead=data["instead"], interest=form.interest, at=clock.now()
        )  # fmt: skip

    note = "与被检查单位有直接利害关系的人员不参加检查。检查通知书签发后不能更换。"
    return step_page(request, form, act, title=f"登记回避：{found}", verb="更换", back=found.get_absolute_url(), done="已登记回避，换了检查人员。", note=note)


@page("projects.inspect", obj=(SiteInspection, "uid"))
def inspection_cancel(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_inspection(actor=request.actor, inspection=found, reason=form.cleaned_data["reason"][:200], at=clock.now())
        messages.success(request, "已取消检查，不占用年度频次。")
        return redirect(found)
    return confirm(request, f"取消检查：{found}？", text="已签发的检查通知书请另行撤回。", verb="取消检查", back=found.get_absolute_url(), form=form)


@page("projects.employers", obj=(Employer, "uid"))
def employer_entry_code(request: HttpRequest, found: Employer) -> HttpResponse:
    """入企码 as a picture for the gate; it names the firm and opens nothing without an officer's account."""
    return entry_code(request, found)
