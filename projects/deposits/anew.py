"""需要重新核定的: projects whose sum would come out otherwise today, because figures, arrears, titles or the contract have changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.lib.rows import Rows
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor
from projects.deposits.gather import works
from projects.deposits.reckoning import answer
from projects.deposits.work import Assessed
from projects.models import DepositAssessment, Project, WageSecurityDeposit


@dataclass(frozen=True)
class Changed:
    """One project, what was decided last and what would be decided now."""

    project: Project
    last: DepositAssessment
    now: Assessed
    stored: Decimal | None

    @property
    def pk(self) -> int:
        return self.project.pk

    @property
    def difference(self) -> Decimal:
        return self.now.required - self.last.required

    @property
    def gap(self) -> Decimal:
        """What would still have to be stored by today's sum."""
        return max(self.now.required - (self.stored or Decimal(0)), Decimal(0))

    @property
    def why(self) -> str:
        """What the last decision did not say: an exemption that no longer holds stands among the rules passed over."""
        known = {step["effect"] for step in (*self.last.passed_over, *self.last.steps)}
        return "；".join(step.effect for step in (*self.now.passed_over, *self.now.steps) if step.effect not in known)


def differs(last: DepositAssessment, now: Assessed) -> bool:
    return (last.required, last.is_exempt, last.is_cash_only) != (now.required, now.exempt, now.cash_only)


def changed(actor: Actor, on: dt.date, projects: Sequence[Project] | None = None) -> Rows:
    """Of the unfinished projects that were assessed, those that would be assessed otherwise; all in a fixed number of queries."""
    rows = DepositAssessment.objects.visible_to(actor).filter(on__lte=on).order_by("project_id", "-on", "-id").distinct("project_id")
    if projects is not None:
        rows = rows.filter(project__in=projects)
    last = {row.project_id: row for row in rows}
    found = list(Project.objects.visible_to(actor).unfinished().filter(pk__in=last).select_related("region").order_by("region__code", "name_key", "pk"))
    known, figures = works(actor, found, on), policy_sets({project.region for project in found}, on)
    stored = _stored(actor, found)
    pairs = [(project, answer(known[project.pk], figures[project.region_id])) for project in found]
    return Rows(
        Changed(project, last[project.pk], now, stored.get(project.pk))
        for project, now in pairs
        if isinstance(now, Assessed) and differs(last[project.pk], now)
    )


def _stored(actor: Actor, projects: Sequence[Project]) -> dict[int, Decimal]:
    rows = WageSecurityDeposit.objects.visible_to(actor).current().exclude(form="exempt").filter(project__in=projects)
    sums: dict[int, Decimal] = {}
    for row in rows:
        sums[row.project_id] = sums.get(row.project_id, Decimal(0)) + row.left
    return sums
