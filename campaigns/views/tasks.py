"""Read and hand in what a task asks for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaigns.actions.report_task import report_task
from campaigns.forms import ReportForm
from campaigns.models import CampaignTask, TaskReport
from campaigns.queries.tasks import is_owner
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.actions.receive_file import receive_file
from portal.lib import clock
from portal.lib.trying import tried


@page("campaigns.view", obj=(CampaignTask, "uid"))
def task_detail(request: HttpRequest, task: CampaignTask) -> HttpResponse:
    """What the unit handed in, and when."""
    report = _report(request, task)
    context = {
        "task": task,
        "report": report,
        "is_late": bool(report and task.due_on and report.on > task.due_on),
        "may_report": may(request.actor, "campaigns.report") and is_owner(task, request.actor),
    }
    return render(request, "campaigns/task.html", context)


@page("campaigns.report", obj=(CampaignTask, "uid"))
def task_report(request: HttpRequest, task: CampaignTask) -> HttpResponse:
    """The form of the responsible unit; it comes filled with what was handed in before."""
    report = _report(request, task)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"text": report.text if report else ""})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: _hand_in(request, task, form.cleaned_data)):
            messages.success(request, "已报送。")
            return redirect("task", uid=task.uid)
    return render(request, "campaigns/task_report.html", {"task": task, "form": form})


def _report(request: HttpRequest, task: CampaignTask) -> TaskReport | None:
    return TaskReport.objects.visible_to(request.actor).filter(task=task).select_related("file").first()


def _hand_in(request: HttpRequest, task: CampaignTask, data: dict) -> TaskReport:
    actor, upload, now = request.actor, data["file"], clock.now()
    file = receive_file(actor=actor, upload=upload, name=upload.name, kind="task_report", region_id=actor.region_id, at=now) if upload else None
    return report_task(task, actor=actor, text=data["text"], on=now.date(), file=file)
