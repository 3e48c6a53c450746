"""Everything the lamps of projects are computed from, read once: the same few queries for one project and for five hundred."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from portal.lib.calendars import WorkCalendar
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets
from projects.board.local import Local, locals_of
from projects.enums import Part, ProjectState
from projects.models import Fact, Project, ProjectParty, ProjectProof, Responsibility, RightsNoticeBoard, SpecialWageAccount, WageSecurityDeposit
from projects.systems.simple import waived


@dataclass(frozen=True)
class Evidence:
    """One project on one day."""

    project: Project
    on: dt.date
    calendar: WorkCalendar
    policies: PolicySet
    local: Local
    accounts: tuple[SpecialWageAccount, ...] = ()
    deposits: tuple[WageSecurityDeposit, ...] = ()
    boards: tuple[RightsNoticeBoard, ...] = ()
    parties: tuple[ProjectParty, ...] = ()
    proofs: tuple[ProjectProof, ...] = ()
    posts: tuple[Responsibility, ...] = ()
    facts: dict[str, Fact] = field(default_factory=dict)

    @cached_property
    def subcontractors(self) -> tuple[ProjectParty, ...]:
        """Those on site."""
        return tuple(party for party in self.parties if party.part == Part.SUBCONTRACTOR)

    @cached_property
    def waived(self) -> frozenset[str]:
        """Elements the place does not ask of works so small or short."""
        return waived(self.project, self.policies)

    @property
    def begun(self) -> bool:
        """Works have begun on the day, by the dated start or by the state."""
        started = self.project.started_on
        return started <= self.on if started else self.project.state != ProjectState.PREPARING

    def proofs_of(self, kind: str) -> list[ProjectProof]:
        """Papers of a kind, the newest last."""
        return [proof for proof in self.proofs if proof.kind == kind]


def gather(project: Project, on: dt.date) -> Evidence:
    """Read the rows that hold on the day; facts that were never posted are simply absent."""
    return gather_all([project], on)[project.pk]


def gather_all(projects: Sequence[Project], on: dt.date) -> dict[int, Evidence]:
    """The evidence of many projects by their ids; the number of queries does not depend on how many."""
    calendar = work_calendar()
    regions = list(Region.objects.filter(pk__in={project.region_id for project in projects}))
    policies, local = policy_sets(regions, on), locals_of(regions, on)
    accounts = by_project(SpecialWageAccount.objects.among(projects).open_on(on).select_related("bank"))
    deposits = by_project(WageSecurityDeposit.objects.among(projects).filter(deposited_on__lte=on).exclude(released_on__lte=on))
    boards = by_project(RightsNoticeBoard.objects.among(projects).filter(posted_on__lte=on).exclude(removed_on__lte=on))
    parties = by_project(ProjectParty.objects.among(projects).present().select_related("organisation"))
    proofs = by_project(ProjectProof.objects.among(projects).standing(on))
    posts = by_project(Responsibility.objects.among(projects).filter(until__isnull=True))
    facts = by_project(Fact.objects.among(projects))
    return {
        project.pk: Evidence(
            project=project,
            on=on,
            calendar=calendar,
            policies=policies[project.region_id],
            local=local[project.region_id],
            accounts=accounts[project.pk],
            deposits=deposits[project.pk],
            boards=boards[project.pk],
            parties=parties[project.pk],
            proofs=proofs[project.pk],
            posts=posts[project.pk],
            facts={fact.item: fact for fact in facts[project.pk]},
        )
        for project in projects
    }


def by_project(rows: Iterable) -> dict[int, tuple]:
    """Rows under the id of their project, in their order."""
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return defaultdict(tuple, {pk: tuple(kept) for pk, kept in found.items()})
