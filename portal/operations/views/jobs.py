"""The job monitor: what runs for one's regions, how far it is, what failed and why."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.jobs.handlers import label_of
from portal.jobs.models import Job, JobState
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.operations.actions.steer_job import cancel_job, retry_job
from portal.operations.filters import JobFilter
from portal.operations.queries.job_counts import job_strip
from portal.operations.sight import jobs_of
from portal.operations.tables import job_columns, region_names

MOST_LINES = 200
ENDED = (JobState.DEAD, JobState.REFUSED, JobState.CANCELLED)


def _table(request: HttpRequest) -> Table:
    """The jobs one looks after, the newest first."""
    names = region_names(request.actor.scope.read_regions)
    return Table(
        request,
        jobs_of(request.actor),
        job_columns(names),
        JobFilter,
        order=("-id",),
        title="后台任务",
        note="失败三次的任务停下来等您处理",
        empty=Empty("没有后台任务", "导入、核对、导出和排版在后台办理时，会列在这里。"),
        row_key=lambda job: str(job.uid),
        row_classes=lambda job: "over" if job.state == JobState.DEAD else "",
        exports=(("导出", reverse("job_export")),),
    )


@page("operations.jobs")
def job_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _table(request), "strip": job_strip(request.actor, clock.now())}
    return part_or_page(request, "operations/job_list.html", "parts/_table.html", context)


@recorded
@page("operations.jobs")
def job_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "后台任务")


@page("operations.jobs")
def job(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One job with its log."""
    found = _job(request, uid)
    context = {
        "job": found,
        "label": label_of(found.kind),
        "region": region_names({found.region_id}).get(found.region_id, "") or "全平台",
        "period": found.key.replace("T", " ") if found.region_id is None else "",
        "lines": found.lines.order_by("-id")[:MOST_LINES],
        "may_retry": found.state in ENDED and may(request.actor, "operations.steer_jobs"),
        "places": found.place.splitlines(),
    }
    return part_or_page(request, "operations/job.html", "operations/_job.html", context)


@require_POST
@page("operations.steer_jobs")
def job_retry(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    retry_job(actor=request.actor, job=_job(request, uid), at=clock.now())
    messages.success(request, "已重新排队，一分钟内执行。")
    return redirect("job", uid=uid)


@page("operations.steer_jobs")
def job_cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """GET asks for the reason, POST cancels."""
    found = _job(request, uid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cancel_job(actor=request.actor, job=found, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, "已要求取消；正在执行的任务在下一步停下，未完成的部分不保存。")
        return redirect("job", uid=uid)
    text = "等待中的任务立即取消；正在执行的在下一步停下，未完成的部分不保存。"
    return confirm(request, f"取消“{label_of(found.kind)}”？", text=text, verb="取消任务", back=reverse("job", args=[uid]), form=form)


def _job(request: HttpRequest, uid: uuid.UUID) -> Job:
    found = jobs_of(request.actor).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found
