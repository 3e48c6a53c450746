"""What the rules find over regions on a day, before it is set against the warnings that stand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from earlywarning.exemptions import Exemptions, exemptions_of
from earlywarning.root_causes import FIRM_WIDE
from portal.lib.rules import Found
from portal.tenancy.calendars import work_calendar
from portal.tenancy.policies import PolicySet
from portal.tenancy.queries.at_hand import at_hand
from portal.tenancy.queries.two_connections import settled_in_turn
from portal.tenancy.scope import Actor
from projects.models import Project, SiteState
from wagepay.rules.catalogue import OF_RECENT_MONTHS, OF_TELLING_MONTHS

MANY = 5  # rules from which on it pays to have projects and months at hand
Key = tuple[int, int | None, dt.date | None]

NAMED = ("id", "name", "region_id", "general_contractor_id")
# What the exemption table looks at.
EXEMPTING = ("state", "site_kind", "contract_amount", "contract_signed_on", "started_on", "planned_end_on", "completed_on")


@dataclass(frozen=True)
class Hit:
    """A found row that the rule graded as a warning."""

    found: Found
    level: str
    thresholds: dict[str, Any]

    @property
    def key(self) -> Key:
        return (self.found.project_id, self.found.subcontractor_id, self.found.month)


Hits = dict[Key, Hit]
# What is done with the hits of some rules, and with the projects of those that look at more of a project than its key.
Settle = Callable[[Sequence[ModuleType], dict[str, Hits], dict[int, Project]], None]


def find_all(rules: Sequence[ModuleType], policies: Mapping[int, PolicySet], on: dt.date, *, actor: Actor) -> tuple[dict[str, Hits], dict[int, Project]]:
    """Code of the rule -> its hits without the exempt ones; and the projects of those rules that look at more of a project than its key."""
    told: list[tuple[dict[str, Hits], dict[int, Project]]] = []
    find_in_turn([rules], policies, on, actor=actor, settle=lambda _, hits, projects: told.append((hits, projects)))
    return told[0]


def find_in_turn(parts: Sequence[Sequence[ModuleType]], policies: Mapping[int, PolicySet], on: dt.date, *, actor: Actor, settle: Settle) -> None:
    """The same for one part of the rules after another: ``settle`` is told each part and what it found, while the next is already asked.

    Which rules are asked beside each other decides how much is prepared twice: those that want the same months stand together, at the front.
    """
    orders = [sorted(rules, key=lambda rule: (rule not in OF_RECENT_MONTHS, rule not in OF_TELLING_MONTHS)) for rules in parts]
    tables = exemption_tables(policies, on)

    def asked(rule: ModuleType) -> Hits:
        return {hit.key: hit for hit in graded(rule, {region_id: policy.thresholds(rule) for region_id, policy in policies.items()}, on)}

    def told(number: int, found: list[Hits]) -> None:
        by_code = {rule.CODE: those for rule, those in zip(orders[number], found, strict=True)}
        hits = {rule.CODE: by_code[rule.CODE] for rule in parts[number]}
        looking = FIRM_WIDE.union(*(table.named for table in tables.values()))
        projects = as_they_stood({key[0] for code, those in hits.items() if code in looking for key in those}, actor, on)
        settle(parts[number], {code: spared(code, those, projects, tables) for code, those in hits.items()}, projects)

    if sum(map(len, parts)) < MANY:
        for number, order in enumerate(orders):
            told(number, [asked(rule) for rule in order])
    else:
        settled_in_turn([[partial(asked, rule) for rule in order] for order in orders], told, lambda: at_hand(list(policies), on))


def exemption_tables(policies: Mapping[int, PolicySet], on: dt.date) -> dict[int, Exemptions]:
    """The table of each region as of a day."""
    calendar = work_calendar()
    return {pk: exemptions_of(policy, on, calendar) for pk, policy in policies.items()}


def spared(code: str, hits: Hits, projects: Mapping[int, Project], tables: Mapping[int, Exemptions]) -> Hits:
    """The hits without those about projects for which the rule rests."""
    if not any(code in table.named for table in tables.values()):
        return hits
    return {key: hit for key, hit in hits.items() if not tables[hit.found.region_id].reason(code, projects[key[0]])}


def as_they_stood(ids: set[int], actor: Actor, day: dt.date) -> dict[int, Project]:
    """The projects with the state each had on the day; only of those whose present state began later is it asked."""
    projects = _projects(ids, actor)
    changes = SiteState.objects.visible_to(actor)
    later = set(changes.filter(until__isnull=True, since__gt=day).values_list("project_id", flat=True)) & projects.keys() if projects else ()
    if later:
        for project_id, state in changes.filter(project__in=later, since__lte=day).order_by("project_id", "since", "id").values_list("project_id", "state"):
            projects[project_id].state = state
    return projects


def graded(rule: ModuleType, figures: Mapping[int, dict[str, Any]], on: dt.date) -> list[Hit]:
    """Regions with the same thresholds are asked together, so a province costs a handful of queries."""
    groups: dict[str, list[int]] = defaultdict(list)
    for region_id, thresholds in figures.items():
        groups[repr(thresholds)].append(region_id)
    hits = []
    for region_ids in groups.values():
        thresholds = figures[region_ids[0]]
        for found in rule.find(region_ids, on, thresholds):
            level = rule.grade(found.evidence, thresholds)
            if level is not None:
                hits.append(Hit(found, str(level), thresholds))
    return hits


def _projects(ids: set[int], actor: Actor) -> dict[int, Project]:
    rows = Project.objects.visible_to(actor).filter(pk__in=ids) if ids else ()
    return {project.pk: project for project in rows.only(*NAMED, *EXEMPTING)} if ids else {}


def firm_wide(code: str, hits: Hits, projects: Mapping[int, Project], standing: Iterable[Key]) -> dict[Key, Key]:
    """Of one cause of a whole firm the hit that stands for all: child key -> parent key, by county; the one already open, else the first project's."""
    if code not in FIRM_WIDE:
        return {}
    groups: dict[tuple, list[Key]] = defaultdict(list)
    for key, hit in hits.items():
        firm = projects[key[0]].general_contractor_id
        if firm is not None:
            groups[(hit.found.region_id, firm, key[2])].append(key)
    is_open = set(standing)
    folded = {}
    for keys in groups.values():
        parent = min(keys, key=lambda key: (key not in is_open, key[0]))
        folded |= {key: parent for key in keys if key != parent}
    return folded
