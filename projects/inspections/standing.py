"""How responsibility stands: visits made against those the tenant asks for, and staff against sites."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.lib.deadlines import add_months
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.scope import Actor
from projects.enums import Post, TownshipRank
from projects.models import PatrolVisit, Project, SiteInspection, TownshipLead
from projects.policies import PROJECTS_PER_GRID, STREET_DIVISION, STREET_SECTION, VISITS

RANKS = ((TownshipRank.DIVISION, STREET_DIVISION), (TownshipRank.SECTION, STREET_SECTION))


def period_of(on: dt.date, months: int) -> tuple[dt.date, dt.date]:
    """The block of so many calendar months of the year that holds the day: first day and last day."""
    first = dt.date(on.year, (on.month - 1) // months * months + 1, 1)
    return first, add_months(first, months) - dt.timedelta(days=1)


@dataclass(frozen=True)
class Duty:
    """One post at one site: visits asked and made in the running period."""

    project_id: int
    post: str
    asked: int
    made: int
    last: dt.date | None
    until: dt.date

    @property
    def left(self) -> int:
        return max(0, self.asked - self.made)

    @property
    def label(self) -> str:
        return Post(self.post).label


def rules_of(values: PolicySet) -> list[tuple[str, int, int]]:
    """(post, months, times) as the tenant wrote them; a month count that does not divide the year is read as one month."""
    return [(row["post"], months if (months := int(row["months"])) in (1, 2, 3, 4, 6, 12) else 1, int(row["times"])) for row in values[VISITS].require()]


def duties_of(actor: Actor, projects: Sequence[Project], on: dt.date) -> list[Duty]:
    """For each site under way the posts that owe visits; an inspection counts as the inspector's visit."""
    sets = policy_sets(Region.objects.filter(pk__in={project.region_id for project in projects}), on)
    rules = {region: rules_of(values) for region, values in sets.items()}
    if not any(rules.values()):
        return []
    begun = dt.date(on.year, 1, 1)
    visits: dict[tuple[int, str], list[dt.date]] = {}
    rows = PatrolVisit.objects.visible_to(actor).filter(project__in=projects, on__gte=begun, on__lte=on)
    for project_id, post, day in rows.values_list("project_id", "post", "on"):
        visits.setdefault((project_id, post), []).append(day)
    checks = SiteInspection.objects.visible_to(actor).filter(project__in=projects, arrived_at__isnull=False, planned_on__gte=begun, planned_on__lte=on)
    for project_id, day in checks.values_list("project_id", "planned_on"):
        visits.setdefault((project_id, Post.INSPECTOR), []).append(day)
    found = []
    for project in projects:
        for post, months, times in rules[project.region_id]:
            first, last = period_of(on, months)
            days = visits.get((project.pk, post), [])
            found.append(Duty(project.pk, post, times, sum(first <= day <= last for day in days), max(days, default=None), last))
    return found


@dataclass
class Street:
    """One township: sites, officers and leaders there, and what the tenant asks."""

    township: Region
    sites: int = 0
    unassigned: int = 0
    officers: int = 0
    needed: int | None = None
    overloaded: list[str] = field(default_factory=list)
    leads: dict[str, list[TownshipLead]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    @property
    def short(self) -> int:
        return max(0, (self.needed or 0) - self.officers)

    @property
    def is_quiet(self) -> bool:
        """Nothing is there and nothing is asked."""
        return not (self.sites or self.officers or any(self.leads.values()) or self.lacking)

    @property
    def lacking(self) -> list[str]:
        """What is missing, in words."""
        words = [f"缺网格员 {self.short} 人"] if self.short else []
        words += [
            f"缺{rank.label} {self.asked[rank] - len(self.leads.get(rank, []))} 名" for rank, _ in RANKS if self.asked[rank] > len(self.leads.get(rank, []))
        ]
        if self.overloaded:
            words.append(f"超负荷 {len(self.overloaded)} 人")
        return words + ([f"没有落实到人的项目 {self.unassigned} 个"] if self.unassigned and self.needed else [])


def streets(actor: Actor, on: dt.date) -> list[Street]:
    """Every township in sight, in five queries whatever their number: ceil(sites ÷ most) officers, load of each, leaders."""
    regions = sorted(actor.scope.read_regions)
    townships = Region.objects.townships().filter(parent__in=regions).select_related("parent").order_by("code")
    sets = policy_sets(Region.objects.filter(pk__in=regions).counties(), on)
    found = {town.pk: Street(town) for town in townships}
    load: Counter[tuple[int, str]] = Counter()
    for town, officer, name in Project.objects.visible_to(actor).unfinished().values_list("township", "grid_officer", "grid_officer__name"):
        if town in found:
            found[town].sites += 1
            found[town].unassigned += officer is None
            if officer is not None:
                load[officer, name] += 1
                found[town].overloaded.append(name)
    for places in Membership.objects.valid_on(on).filter(role=Role.GRID, region__in=regions).values_list("townships", flat=True):
        for town in places:
            if town in found:
                found[town].officers += 1
    for lead in TownshipLead.objects.visible_to(actor).filter(until__isnull=True):
        if lead.township_id in found:
            found[lead.township_id].leads.setdefault(lead.rank, []).append(lead)
    totals = {name: count for (_, name), count in load.items()}
    for street in found.values():
        values = sets.get(street.township.parent_id)
        most = values[PROJECTS_PER_GRID].value if values else 0
        street.needed = -(-street.sites // most) if most else None
        street.overloaded = sorted({f"{name}（{totals[name]} 个）" for name in street.overloaded if most and totals[name] > most})
        street.asked = {rank: (values[key].value or 0) if values else 0 for rank, key in RANKS}
    return list(found.values())
