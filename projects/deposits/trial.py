"""政策试算: which deposits of a region other figures would change, without anything being saved."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from portal.lib.errors import Refused
from portal.tenancy.policies import PolicySet, PolicyValue, policy_sets
from portal.tenancy.scope import Actor
from projects.deposits.engine import Figures
from projects.deposits.gather import works
from projects.deposits.reckoning import Answer, answer
from projects.deposits.work import Assessed, Work
from projects.models import Project, WageSecurityDeposit
from projects.models.project import ProjectQuerySet

TRIED = "试算值"


class Tried(Mapping[str, PolicyValue]):
    """A region's figures with some of them as if they were others."""

    def __init__(self, figures: PolicySet, given: Mapping[str, Any]) -> None:
        self._figures, self._given = figures, given

    def __getitem__(self, key: str) -> PolicyValue:
        found = self._figures[key]
        return replace(found, value=self._given[key], source=TRIED) if key in self._given else found

    def __iter__(self):
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


@dataclass(frozen=True)
class Line:
    """One project under both sets of figures."""

    project: Project
    before: Answer
    after: Answer
    is_stored: bool

    @property
    def changes(self) -> bool:
        return sum_of(self.before) != sum_of(self.after)


def sum_of(found: Answer) -> Decimal | None:
    return found.required if isinstance(found, Assessed) else None


def compare(actor: Actor, projects: ProjectQuerySet, on: dt.date, before: Mapping[int, Figures], after: Mapping[int, Figures]) -> list[Line]:
    """Every project in the order of its contract, reckoned twice from the same facts."""
    found = list(projects.filter(contract_amount__isnull=False).select_related("region").order_by("-contract_amount", "pk"))
    known: dict[int, Work] = works(actor, found, on)
    stored = set(WageSecurityDeposit.objects.visible_to(actor).in_force(on).filter(project__in=found).values_list("project_id", flat=True))
    return [Line(p, answer(known[p.pk], before[p.region_id]), answer(known[p.pk], after[p.region_id]), p.pk in stored) for p in found]


def tried_figures(projects: Sequence[Project], on: dt.date, given: Mapping[str, Any]) -> tuple[dict[int, PolicySet], dict[int, Tried]]:
    """The figures in force and those tried, for the regions of the projects."""
    now = policy_sets({project.region for project in projects}, on)
    return now, {pk: Tried(figures, given) for pk, figures in now.items()}


def total_of(lines: Sequence[Line], side: str) -> Decimal:
    return sum((sum_of(getattr(line, side)) or Decimal(0) for line in lines), Decimal("0.00"))


def reason_of(found: Answer) -> str:
    return found.reason if isinstance(found, Refused) else ""
