"""The list of campaigns, one of them, a new one."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaigns.actions.start_campaign import start_campaign
from campaigns.forms import StartForm
from campaigns.models import Campaign, CampaignTask, TaskReport
from campaigns.queries.progress import progress
from campaigns.tables import CAMPAIGNS
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.models import Region


@page("campaigns.view")
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Campaigns of one's own jurisdiction and of the nodes above."""
    rows = Campaign.objects.visible_to(request.actor).select_related("region")
    table = Table(request, rows, CAMPAIGNS, order=("-starts_on",), title="专项行动", empty=Empty("还没有专项行动", "由市领导小组办公室按通知模板启动。"))
    return part_or_page(request, "campaigns/campaign_list.html", "parts/_table.html", {"table": table, "may_start": may(request.actor, "campaigns.start")})


@page("campaigns.start")
def campaign_start(request: HttpRequest) -> HttpResponse:
    """Start one from a template."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        campaign = start_campaign(actor=request.actor, region=Region.objects.get(pk=request.actor.region_id), **form.cleaned_data)
        messages.success(request, "专项行动已启动，任务已分到各责任单位。")
        return redirect(campaign)
    return render(request, "campaigns/campaign_start.html", {"form": form})


@page("campaigns.view", obj=(Campaign, "code"))
def campaign_detail(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Period, goals, how each county stands, tasks and their reports."""
    actor, today = request.actor, clock.today()
    lines = progress(campaign, actor=actor, on=today)
    context = {
        "campaign": campaign,
        "days_left": max((campaign.ends_on - today).days, 0),
        "lines": lines,
        "goal": campaign.goals.get("safe_wage_min"),
        "awarded": sum(line.awarded for line in lines),
        "tasks": _tasks(campaign, actor, today),
        "is_winter": campaign.template == "winter_drive",
        "may_nominate": may(actor, "campaigns.nominate"),
    }
    return render(request, "campaigns/campaign.html", context)


def _tasks(campaign: Campaign, actor, today) -> list[dict]:
    rows = CampaignTask.objects.visible_to(actor).filter(campaign=campaign).select_related("owner_region", "owner")
    mine = Q(owner_region__in=actor.scope.read_regions) | Q(owner=actor.organisation_id) | Q(owner__region__in=actor.scope.read_regions)
    reports = {r.task_id: r for r in TaskReport.objects.visible_to(actor).filter(task__campaign=campaign)}
    return [
        {
            "task": task,
            "report": reports.get(task.pk),
            "is_late": bool(task.due_on and task.due_on < today and task.pk not in reports),
            "is_own": (task.owner_region_id == actor.region_id if task.owner_region_id else task.owner_id == actor.organisation_id),
        }
        for task in rows.filter(mine)
    ]
