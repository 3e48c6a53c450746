"""What inspections found, and the steps to 销号."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.scope import Actor
from projects.actions.rectify_finding import clear_finding, extend_term, record_look_back, send_back, submit_evidence
from projects.forms.findings import ClearForm, EvidenceForm, LookBackForm, TermForm
from projects.inspections import tables
from projects.inspections.enums import FindingState
from projects.inspections.filters import FindingFilter
from projects.models import FindingStep, InspectionFinding
from projects.views.check_steps import step_page


def _table(request: HttpRequest) -> Table:
    official = request.actor.role not in ENTERPRISE
    rows = InspectionFinding.objects.visible_to(request.actor).select_related("enterprise", "project", "region").prefetch_related("enterprise__former_names")
    empty = Empty("没有检查发现的问题", "检查中不到位的项目在检查完毕时自动列在这里。")
    exports = (("导出问题台账", reverse("finding_export")),)
    columns = tables.findings(clock.today(), official=official)
    return Table(request, rows, columns, FindingFilter, order=("state", "rectify_by", "pk"), title="检查问题", empty=empty, exports=exports)


@page("projects.findings")
def finding_list(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "projects/checks/finding_list.html", "parts/_table.html", {"table": _table(request)})


@recorded
@page("projects.findings")
def finding_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"检查问题台账{clock.today():%Y%m%d}")


@page("projects.findings", obj=(InspectionFinding, "uid"))
def finding(request: HttpRequest, found: InspectionFinding) -> HttpResponse:
    """The problem, its day, everything done about it; what can be done now stands as buttons."""
    actor, on = request.actor, clock.today()
    row = InspectionFinding.objects.visible_to(actor).select_related("enterprise", "project").get(pk=found.pk)
    steps = FindingStep.objects.visible_to(actor).filter(finding=row).select_related("file").order_by("-pk")
    official = actor.role not in ENTERPRISE
    context = {"row": row, "steps": steps, "buttons": _buttons(row, actor), "official": official, "over": row.is_overdue(on)}
    return render(request, "projects/checks/finding.html", context)


def _buttons(row: InspectionFinding, actor: Actor) -> list[tuple[str, str]]:
    """(label, address name), the likeliest first."""
    own = row.region_id in actor.scope.write_regions or row.enterprise_id in actor.scope.write_enterprises
    if not own:
        return []
    officer = may(actor, "projects.inspect")
    match row.state:
        case FindingState.OPEN:
            found = [("报送整改", "finding_evidence")] if may(actor, "projects.rectify") else []
            return found + ([("延长期限", "finding_extend")] if officer else [])
        case FindingState.SUBMITTED:
            return [("复查销号", "finding_clear"), ("退回重改", "finding_send_back")] if officer else []
        case FindingState.CLEARED if row.look_back_by and row.looked_back_on is None:
            return [("登记回头看", "finding_look_back")] if officer else []
    return []


def _step(request: HttpRequest, found: InspectionFinding, form, act, title: str, verb: str, done: str, note: str = "") -> HttpResponse:
    back = found.get_absolute_url()
    return step_page(request, form, act, title=f"{title}：{found.item}", verb=verb, back=back, done=done, note=note or found.text)


@page("projects.rectify", obj=(InspectionFinding, "uid"))
def finding_evidence(request: HttpRequest, found: InspectionFinding) -> HttpResponse:
    form = EvidenceForm(request.POST or None, request.FILES or None)
    return _step(
        request, found, form, lambda: submit_evidence(actor=request.actor, finding=found, text=form.cleaned_data["text"], uploads=form.uploads, at=clock.now()),
        "报送整改", "报送", "已报送，等待复查。",
    )  # fmt: skip


@page("projects.inspect", obj=(InspectionFinding, "uid"))
def finding_send_back(request: HttpRequest, found: InspectionFinding) -> HttpResponse:
    form = TermForm(request.POST or None)
    return _step(
        request, found, form, lambda: send_back(actor=request.actor, finding=found, at=clock.now(), **form.cleaned_data), "退回重改", "退回", "已退回重改。"
    )  # fmt: skip


@page("projects.inspect", obj=(InspectionFinding, "uid"))
def finding_extend(request: HttpRequest, found: InspectionFinding) -> HttpResponse:
    form = TermForm(request.POST or None)
    return _step(
        request, found, form, lambda: extend_term(actor=request.actor, finding=found, at=clock.now(), **form.cleaned_data), "延长期限", "延长", "已延长期限。",
        note=f"原期限 {found.rectify_by}。",
    )  # fmt: skip


@page("projects.inspect", obj=(InspectionFinding, "uid"))
def finding_clear(request: HttpRequest, found: InspectionFinding) -> HttpResponse:
    form = ClearForm(request.POST or None, request.FILES or None, initial={"checked_on": clock.today()})
    return _step(
        request, found, form, lambda: clear_finding(actor=request.actor, finding=found, at=clock.now(), **form.cleaned_data), "复查销号", "销号", "已销号。"
    )


@page("projects.inspect", obj=(InspectionFinding, "uid"))
def finding_look_back(request: HttpRequest, found: InspectionFinding) -> HttpResponse:
    form = LookBackForm(request.POST or None, initial={"looked_on": clock.today()})
    return _step(
        request, found, form, lambda: record_look_back(actor=request.actor, finding=found, at=clock.now(), **form.cleaned_data), "回头看", "登记", "已登记回头看。"
    )  # fmt: skip
