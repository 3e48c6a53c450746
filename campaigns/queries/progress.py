"""How the counties stand in a campaign."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from campaigns.enums import DecisionKind, NominationState
from campaigns.models import Campaign, CampaignTask, TaskReport, TitleDecision, TitleNomination
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.models import Project


@dataclass(frozen=True)
class CountyProgress:
    """One county: projects under construction, titles nominated and awarded against the goal, tasks reported."""

    region: Region
    projects: int
    nominated: int
    awarded: int
    goal: int
    tasks: int
    reported: int
    late: int

    @property
    def gap(self) -> int:
        return max(self.goal - self.awarded, 0)

    @property
    def words(self) -> str:
        """未完成 / 完成 / 超额 (exactly the goal is done, neither praised nor criticised)."""
        if self.awarded > self.goal:
            return "超额"
        return "完成" if self.awarded == self.goal else f"差 {self.gap}"


def progress(campaign: Campaign, *, actor: Actor, on: dt.date) -> list[CountyProgress]:
    """A line for each county the actor may read, with five queries whatever their number."""
    counties = list(Region.objects.subtree(campaign.region).counties().filter(pk__in=actor.scope.read_regions))
    goal = campaign.goals.get("safe_wage_min", 0)
    ids = [c.pk for c in counties]
    projects = _count(Project.objects.visible_to(actor).filter(region__in=ids).unfinished())
    nominations = list(TitleNomination.objects.visible_to(actor).filter(campaign=campaign, state=NominationState.NOMINATED))
    awarded_uids = awarded(campaign, actor)
    tasks = list(CampaignTask.objects.visible_to(actor).filter(campaign=campaign, owner_region__in=ids))
    reports = {(r.task_id, r.region_id): r for r in TaskReport.objects.visible_to(actor).filter(task__campaign=campaign)}
    return [
        CountyProgress(
            region=county,
            projects=projects.get(county.pk, 0),
            nominated=sum(1 for n in nominations if n.region_id == county.pk),
            awarded=sum(1 for n in nominations if n.region_id == county.pk and n.uid in awarded_uids),
            goal=goal,
            tasks=sum(1 for t in tasks if t.owner_region_id == county.pk),
            reported=sum(1 for t in tasks if (t.pk, county.pk) in reports and t.owner_region_id == county.pk),
            late=sum(1 for t in tasks if t.owner_region_id == county.pk and t.due_on and t.due_on < on and (t.pk, county.pk) not in reports),
        )
        for county in counties
    ]


def awarded(campaign: Campaign, actor: Actor) -> set:
    """Nominations whose newest decision is an award."""
    newest: dict = {}
    for row in TitleDecision.objects.visible_to(actor).filter(campaign=campaign).order_by("id"):
        newest[row.nomination_uid] = row.kind
    return {uid for uid, kind in newest.items() if kind == DecisionKind.AWARDED}


def _count(rows) -> dict[int, int]:
    return dict(rows.order_by().values_list("region_id").annotate(n=Count("pk")))
