"""How the counties stand in a campaign."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from campaigns.enums import DecisionKind, NominationState
from campaigns.goals import title_goal
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
    def words(self) -> str:
        return goal_words(self.awarded, self.goal)


def goal_words(reached: int, goal: int) -> str:
    """差 n, 完成 or 超额: exactly the goal is done, neither praised nor criticised."""
    if reached > goal:
        return "超额"
    return "完成" if reached == goal else f"差 {goal - reached}"


def progress(campaign: Campaign, *, actor: Actor, on: dt.date) -> list[CountyProgress]:
    """A line for each county the actor may read, with seven queries whatever their number."""
    counties = list(Region.objects.subtree(campaign.region).counties().filter(pk__in=actor.scope.read_regions))
    ids = [c.pk for c in counties]
    projects = _count(Project.objects.visible_to(actor).filter(region__in=ids).unfinished())
    nominations = list(TitleNomination.objects.visible_to(actor).filter(campaign=campaign, state=NominationState.NOMINATED))
    won, asked = awarded(campaign, actor), title_goal(campaign, on)
    tasks = list(CampaignTask.objects.visible_to(actor).filter(campaign=campaign, owner_region__in=ids))
    reported = set(TaskReport.objects.visible_to(actor).filter(task__in=tasks).values_list("task_id", flat=True))
    found = []
    for county in counties:
        own, names = [t for t in tasks if t.owner_region_id == county.pk], [n for n in nominations if n.region_id == county.pk]
        found.append(
            CountyProgress(
                region=county,
                projects=projects.get(county.pk, 0),
                nominated=len(names),
                awarded=sum(1 for n in names if n.uid in won),
                goal=asked.of(county),
                tasks=len(own),
                reported=sum(1 for t in own if t.pk in reported),
                late=sum(1 for t in own if t.due_on and t.due_on < on and t.pk not in reported),
            )
        )
    return found


def newest_decisions(campaign: Campaign, actor: Actor) -> dict:
    """Nomination -> its newest decision, in one query."""
    return {row.nomination_uid: row for row in TitleDecision.objects.visible_to(actor).filter(campaign=campaign).order_by("id")}


def awarded(campaign: Campaign, actor: Actor) -> set:
    """Nominations whose newest decision is an award."""
    return {uid for uid, row in newest_decisions(campaign, actor).items() if row.kind == DecisionKind.AWARDED}


def _count(rows) -> dict[int, int]:
    return dict(rows.order_by().values_list("region_id").annotate(n=Count("pk")))
