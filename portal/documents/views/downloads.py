"""The download centre: what one has asked for, how far it is, and what a second person must decide."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.actions.ask_export import approve_export, ask_export, decline_export
from portal.documents.actions.hand_out import hand_out
from portal.documents.downloads import file_response
from portal.documents.enums import ExportFormat
from portal.documents.exporting import IN_FULL, MEDIA, Run, rerun
from portal.documents.filters import DownloadFilter
from portal.documents.forms import ExportForm
from portal.documents.models import Download
from portal.documents.tables import APPROVALS, DOWNLOADS
from portal.jobs.models import Job
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.errors import Refused
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried


@page("documents.export")
def download_list(request: HttpRequest) -> HttpResponse:
    """One's own exports, the newest first."""
    empty = Empty("没有导出", "在任意清单右上角点“导出”；超过 2000 条或含完整号码的在这里生成。")
    table = Table(request, Download.objects.of(request.actor), DOWNLOADS, DownloadFilter, order=("-id",), title="我的导出", note="到期自动删除", empty=empty)
    waiting = Download.objects.to_approve(request.actor).count() if may(request.actor, "documents.approve_export") else 0
    return part_or_page(request, "documents/download_list.html", "parts/_table.html", {"table": table, "waiting": waiting})


@page("documents.export")
def download(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One export: its progress, its file, who approved it. The second person sees it too."""
    found = _found(request, uid)
    own = found.membership_id == request.actor.membership_id
    context = {
        "download": found,
        "is_own": own,
        "job": Job.objects.filter(uid=found.job_uid).first() if found.job_uid else None,
        "may_fetch": own and found.state == "ready" and found.expires_at > clock.now(),
        "may_decide": _decidable(request).filter(pk=found.pk).exists(),
    }
    return part_or_page(request, "documents/download.html", "documents/_download.html", context)


@page("documents.export")
def download_ask(request: HttpRequest) -> HttpResponse:
    """GET shows what an address would export, POST asks for it."""
    address = request.POST.get("of") or request.GET.get("of", "")
    if not address:
        return redirect("download_list")
    try:
        plan = rerun(address, actor=request.actor, run=Run()).plan
    except Refused as refusal:
        raise Http404(refusal.reason) from refusal
    may_full = bool(plan.full_right) and may(request.actor, plan.full_right)
    form = ExportForm(request.POST if request.method == "POST" else None, may_full=may_full, full=f"{IN_FULL}=" in address, forms=plan.forms)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        made = tried(
            form,
            lambda: ask_export(
                actor=request.actor,
                address=address,
                form=ExportFormat(asked["form"]),
                at=clock.now(),
                is_full=asked.get("is_full", False),
                reason=asked["reason"],
            ),
        )
        if made is not None:
            messages.success(request, "已提交，等第二人审批。" if made.is_full else "已提交，生成后在这里下载。")
            return redirect(made)
    context = {"form": form, "plan": plan, "of": address}
    return render(request, "documents/download_ask.html", context, status=422 if form.errors else 200)


@require_POST
@page("documents.export", step_up="export")
def download_file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The file; a POST, because it is counted and recorded."""
    found = _found(request, uid)
    content = hand_out(actor=request.actor, download=found, at=clock.now())
    return file_response(content, f"{found.serial} {found.file_name}", MEDIA[ExportFormat(found.form)])


@page("documents.approve_export")
def approval_list(request: HttpRequest) -> HttpResponse:
    """Exports of full numbers that wait for this person's decision."""
    empty = Empty("没有待审批的导出", "同事申请导出完整号码时列在这里。")
    rows = Download.objects.to_approve(request.actor)
    table = Table(request, rows, APPROVALS, order=("asked_at",), title="待审批的导出", note="3 天内没有审批的自动失效", empty=empty)
    return part_or_page(request, "documents/approval_list.html", "parts/_table.html", {"table": table})


@page("documents.approve_export")
def download_decide(request: HttpRequest, uid: uuid.UUID, verb: str) -> HttpResponse:
    """GET asks, POST approves or declines."""
    found = _decidable(request).filter(uid=uid).first()
    if found is None or verb not in ("approve", "decline"):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None) if verb == "decline" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if form is None:
            approve_export(actor=request.actor, download=found, at=clock.now())
        else:
            decline_export(actor=request.actor, download=found, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, "已批准，申请人 24 小时内可以下载。" if form is None else "已退回，申请人会看到理由。")
        return redirect("approval_list")
    asks = f"{found.asked_by}申请导出“{found.name}”的完整号码，用途：{found.reason}。"
    if form is None:
        return confirm(request, "批准这份导出？", text=f"{asks}批准和每次下载都写入操作记录。", verb="批准", back=found.get_absolute_url(), kind="btn-primary")
    return confirm(request, "不批准这份导出？", text=asks, verb="不批准", back=found.get_absolute_url(), form=form)


def _decidable(request: HttpRequest):
    rows = Download.objects.to_approve(request.actor)
    return rows.filter(expires_at__gt=clock.now()) if may(request.actor, "documents.approve_export") else rows.none()


def _found(request: HttpRequest, uid: uuid.UUID) -> Download:
    found = (Download.objects.of(request.actor) | _decidable(request)).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found
