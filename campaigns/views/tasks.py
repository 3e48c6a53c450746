"""Hand in what a task asks for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaigns.actions.report_task import report_task
from campaigns.forms import ReportForm
from campaigns.models import CampaignTask
from portal.accounts.pages import page
from portal.documents.actions.receive_file import receive_file
from portal.lib import clock


@page("campaigns.report", obj=(CampaignTask, "uid"))
def task_report(request: HttpRequest, task: CampaignTask) -> HttpResponse:
    """The form of the responsible unit."""
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, now = form.cleaned_data["file"], clock.now()
        file = (
            receive_file(actor=request.actor, upload=upload, name=upload.name, kind="task_report", region_id=request.actor.region_id, at=now)
            if upload
            else None
        )
        report_task(task, actor=request.actor, text=form.cleaned_data["text"], on=now.date(), file=file)
        messages.success(request, "已报送。")
        return redirect(task.campaign)
    return render(request, "campaigns/task_report.html", {"task": task, "form": form})
