"""The tasks of a campaign with what each responsible unit has handed in."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from campaigns.models import Campaign, CampaignTask, TaskReport
from portal.tenancy.scope import Actor


def is_owner(task: CampaignTask, actor: Actor) -> bool:
    """Whether the task is the actor's own unit's: its county, or its department."""
    return task.owner_region_id == actor.region_id if task.owner_region_id else task.owner_id == actor.organisation_id


@dataclass(frozen=True)
class Unit:
    """One unit's share of a task."""

    task: CampaignTask
    report: TaskReport | None
    is_late: bool
    is_own: bool

    @property
    def name(self) -> str:
        return self.task.owner_region.name if self.task.owner_region_id else self.task.owner.short_name or self.task.owner.name

    @property
    def words(self) -> str:
        """The name; what is late says so. (已报送 and 未报送 are told by the mark, with a legend above.)"""
        return f"{self.name} {'逾期报送' if self.report else '逾期未报'}" if self.is_late else self.name

    @property
    def mark(self) -> str:
        if self.report:
            return "yellow" if self.is_late else "ok"
        return "red" if self.is_late else "none"


@dataclass
class TaskLine:
    """One task of the notice and its units."""

    title: str
    clause: str
    due_on: dt.date | None
    units: list[Unit] = field(default_factory=list)

    @property
    def reported(self) -> int:
        return sum(1 for unit in self.units if unit.report)

    @property
    def own(self) -> Unit | None:
        return next((unit for unit in self.units if unit.is_own), None)


def tasks_of(campaign: Campaign, *, actor: Actor, on: dt.date) -> list[TaskLine]:
    """The tasks of the units the actor reads, or of his own department; two queries."""
    regions = actor.scope.read_regions
    own = Q(owner_region__in=regions) | Q(owner__region__in=regions) | Q(owner=actor.organisation_id)
    rows = CampaignTask.objects.visible_to(actor).filter(own, campaign=campaign).select_related("owner_region", "owner")
    reports = {report.task_id: report for report in TaskReport.objects.visible_to(actor).filter(task__campaign=campaign)}
    lines: dict[tuple, TaskLine] = {}
    for task in rows.order_by("due_on", "id"):
        line = lines.setdefault((task.due_on, task.title), TaskLine(task.title, task.clause, task.due_on))
        report = reports.get(task.pk)
        is_late = bool(task.due_on and (report.on if report else on) > task.due_on)
        line.units.append(Unit(task, report, is_late, is_owner(task, actor)))
    return list(lines.values())
