"""How the running campaign's tasks stand: one bar for each."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from campaigns.goals import reached
from campaigns.models import Campaign, CampaignTask, TaskReport
from campaigns.notices import winter_drive
from campaigns.queries.county_figures import CountyFigures
from portal.tenancy.scope import Actor
from projects.models import Inspection, Project


@dataclass(frozen=True)
class Duty:
    """What is reached of what is asked, with the address of its rows."""

    name: str
    reached: int
    asked: int
    unit: str
    url: str

    @property
    def tone(self) -> str:
        return "" if self.reached >= self.asked else "amber"


def duties(actor: Actor, campaign: Campaign | None, lines: list[CountyFigures], on: dt.date) -> list[Duty]:
    """安薪项目 by county, projects on the platform, projects inspected since the start, reports due by today; three queries."""
    if campaign is None:
        return []
    ids = [line.region.pk for line in lines]
    projects = Project.objects.visible_to(actor).filter(region__in=ids).unfinished()
    total = sum(line.projects for line in lines)
    inspected = Inspection.objects.visible_to(actor).filter(region__in=ids, on__range=(campaign.starts_on, on), project__in=projects)
    tasks = CampaignTask.objects.visible_to(actor).filter(campaign=campaign, owner_region__in=ids, due_on__lte=on)
    handed_in = TaskReport.objects.visible_to(actor).filter(task__in=tasks).values("task").distinct().count()
    due = tasks.count()
    found = [
        Duty("在建项目纳入平台", projects.filter(uploaded_on__isnull=False).count(), total, "个项目", f"{reverse('project_list')}?state=unfinished"),
        Duty("检查覆盖", inspected.values("project").distinct().count(), total, "个项目", reverse("inspection_list")),
        *([Duty("到期任务报送", handed_in, due, "项", campaign.get_absolute_url())] if due else []),
    ]
    enough, asked = reached((line.titles, line.goal) for line in lines)
    if asked:
        goal = max(line.goal for line in lines)
        found.insert(0, Duty(f"安薪项目 每县（区）≥{goal}", enough, asked, "个县（区）达标", f"{reverse('title_list', args=[campaign.code])}?awarded=1"))
    return found


def table_url(campaign: Campaign | None) -> str:
    """The 17-column table of the campaign that has one."""
    is_winter = campaign is not None and campaign.template == winter_drive.KEY
    return reverse("winter_table", args=[campaign.code]) if is_winter else ""
