"""The list of campaigns, one of them, a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from campaigns.actions.start_campaign import start_campaign
from campaigns.forms import StartForm
from campaigns.goals import reached, title_goal
from campaigns.models import Campaign
from campaigns.notices import winter_drive
from campaigns.queries.progress import progress
from campaigns.queries.tasks import tasks_of
from campaigns.tables import CAMPAIGNS
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region


def _campaigns(request: HttpRequest) -> Table:
    """Campaigns of one's own jurisdiction and of the nodes above."""
    rows = Campaign.objects.visible_to(request.actor).select_related("region")
    empty = Empty("还没有专项行动", "由市领导小组办公室按通知模板启动。")
    return Table(request, rows, CAMPAIGNS, order=("-starts_on",), title="专项行动", empty=empty, exports=(("导出", reverse("campaign_export")),))


@recorded
@page("campaigns.view")
def campaign_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _campaigns(request), "专项行动")


@page("campaigns.view")
def campaign_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _campaigns(request), "may_start": may(request.actor, "campaigns.start")}
    return part_or_page(request, "campaigns/campaign_list.html", "parts/_table.html", context)


@page("campaigns.start")
def campaign_start(request: HttpRequest) -> HttpResponse:
    """Start one from a template."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        region = Region.objects.get(pk=request.actor.region_id)
        campaign = tried(form, lambda: start_campaign(actor=request.actor, region=region, **form.cleaned_data))
        if campaign:
            messages.success(request, "专项行动已启动，任务已分到各责任单位。")
            return redirect(campaign)
    return render(request, "campaigns/campaign_start.html", {"form": form})


@page("campaigns.view", obj=(Campaign, "code"))
def campaign_detail(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Period, goals, how each county stands, tasks and their reports."""
    actor, today = request.actor, clock.today()
    lines, tasks = progress(campaign, actor=actor, on=today), tasks_of(campaign, actor=actor, on=today)
    goal = title_goal(campaign, today)
    context = {
        "campaign": campaign,
        "stage": campaign.stage_on(today),
        "days_left": max((campaign.ends_on - today).days, 0),
        "lines": lines,
        "goal": goal,
        "awarded": sum(line.awarded for line in lines),
        "reached": reached((line.awarded, line.goal) for line in lines),
        "tasks": tasks,
        "asked": sum(len(task.units) for task in tasks),
        "reported": sum(task.reported for task in tasks),
        "may_report": may(actor, "campaigns.report"),
        "is_winter": campaign.template == winter_drive.KEY,
        "may_nominate": may(actor, "campaigns.nominate"),
    }
    return render(request, "campaigns/campaign.html", context)
