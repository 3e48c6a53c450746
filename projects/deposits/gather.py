"""Read what the sums of many projects depend on: their own file, and their contractors' past in the whole area.

The past is asked under the portal's own scope, because a contractor's arrears in a neighbouring county raise the deposit here; of that
only grade, days and the county's name come back, never the neighbour's file (ADR 0002).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from portal.tenancy.actors import system_actor
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor, acting
from projects.deposits.area import areas
from projects.deposits.arrears import THREE_YEARS, TWO_YEARS
from projects.deposits.spans import since
from projects.deposits.work import ArrearsRecord, Listing, Work
from projects.enums import BREAKS, ProjectState
from projects.facts import ACCOUNT_MONTH, ARREARS_RECORDS, LISTING, TITLE
from projects.models import DepositAssessment, Fact, Project
from projects.systems import real_name, special_account
from projects.systems.evidence import gather_all
from projects.systems.lamps import OFF
from projects.systems.mechanism import Judged

LASTING = (ARREARS_RECORDS, LISTING)  # their values carry days of their own
ITEMS = (*LASTING, TITLE, ACCOUNT_MONTH)
BUILDING = (ProjectState.UNDER_CONSTRUCTION, *BREAKS)
BALANCE_RULE = "deposit.waive_balance_ratio"


@dataclass(frozen=True)
class Declared:
    """What the officer found out where the portal has no data: other places, the time before it, the national list."""

    built_here_since: dt.date | None = None
    arrears_elsewhere_on: dt.date | None = None
    listed_on: dt.date | None = None
    note: str = ""

    def as_dict(self) -> dict[str, str | None]:
        days = {name: getattr(self, name) for name in ("built_here_since", "arrears_elsewhere_on", "listed_on")}
        return {name: day.isoformat() if day else None for name, day in days.items()} | {"note": self.note}


def declared_from(value: dict[str, Any]) -> Declared:
    days = {name: _day(value.get(name)) for name in ("built_here_since", "arrears_elsewhere_on", "listed_on")}
    return Declared(**days, note=value.get("note", ""))


@dataclass
class _Past:
    """The contractors' sites by contractor, with what was posted about them."""

    sites: dict[int, list[Project]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[int, dict[str, Fact]] = field(default_factory=lambda: defaultdict(dict))
    idle: set[int] = field(default_factory=set)
    area_of: dict[int, int] = field(default_factory=dict)
    ruled_from: dict[int, dt.date | None] = field(default_factory=dict)


def works(actor: Actor, projects: Iterable[Project], on: dt.date, *, told: dict[int, Declared] | None = None) -> dict[int, Work]:
    """Everything the engine asks of these projects, by their ids, in a fixed number of queries."""
    projects = list(projects)
    declared = _declared(actor, projects, on) | (told or {})
    past = _past(projects, declared, on)
    return {project.pk: _work(project, past, on, declared.get(project.pk, Declared())) for project in projects}


def _declared(actor: Actor, projects: Sequence[Project], on: dt.date) -> dict[int, Declared]:
    rows = DepositAssessment.objects.visible_to(actor).filter(project__in=projects, on__lte=on).order_by("project_id", "-on", "-id").distinct("project_id")
    return {row.project_id: declared_from(row.declared) for row in rows}


def _past(projects: Sequence[Project], declared: dict[int, Declared], on: dt.date) -> _Past:
    contractors = {project.general_contractor_id for project in projects} - {None}
    past = _Past()
    with acting(system_actor()) as everywhere:
        sites = list(Project.objects.visible_to(everywhere).filter(general_contractor__in=contractors).select_related("region"))
        ids = {row.pk for row in (*sites, *projects)}
        for fact in Fact.objects.visible_to(everywhere).filter(Q(on__lte=on) | Q(item__in=LASTING), project__in=ids, item__in=ITEMS):
            past.facts[fact.project_id][fact.item] = fact
        for site in sites:
            past.sites[site.general_contractor_id].append(site)
        past.idle = _idle(past, declared, on)
        regions = Region.objects.filter(pk__in={site.region_id for site in sites} | {project.region_id for project in projects})
        past.area_of = areas(policy_sets(regions, on))
        past.ruled_from = _ruled_from(regions)
    return past


def _ruled_from(regions: Iterable[Region]) -> dict[int, dt.date | None]:
    """Since when each region has the rule on balances: the works it is about began afterwards."""
    chains = {region.pk: region.ancestor_ids for region in regions}
    rows = PolicyRow.objects.filter(key=BALANCE_RULE, region_id__in={node for chain in chains.values() for node in chain})
    begun = [(row.region_id, row.valid_from) for row in rows if row.value and Decimal(str(row.value))]
    return {pk: min((day for node, day in begun if node in chain), default=None) for pk, chain in chains.items()}


def _work(project: Project, past: _Past, on: dt.date, declared: Declared) -> Work:
    area = past.area_of[project.region_id]
    sites = past.sites.get(project.general_contractor_id, [])
    here = [site for site in sites if past.area_of[site.region_id] == area]
    others = [site for site in here if site.pk != project.pk]
    building = [site for site in here if site.state in BUILDING]
    begun = _built_since(others, on, declared)
    facts = past.facts.get(project.pk, {})
    ruled_from = past.ruled_from[project.region_id]
    return Work(
        on=on,
        contract_amount=project.contract_amount,
        annual_amount=project.annual_contract_amount,
        signed_on=project.contract_signed_on,
        started_on=project.started_on,
        ends_on=project.planned_end_on,
        records=tuple(_records(project, sites, past, area)) + _elsewhere(declared),
        listings=tuple(_listings(sites, past)) + _told_listing(declared),
        built_here_since=begun,
        is_new=begun is not None and (project.contract_signed_on or on) >= since_years(begun),
        systems_ok=not any(site.pk in past.idle for site in building),
        others_here=sum(1 for site in building if site.pk != project.pk),
        begun_under_rule=ruled_from is None or project.started_on is None or project.started_on >= ruled_from,
        balance=_balance(facts.get(ACCOUNT_MONTH)),
        titles=tuple(facts[TITLE].value["kinds"]) if TITLE in facts else (),
    )


def since_years(begun: dt.date) -> dt.date:
    """The day on which two years of building are full."""
    return since(begun, -TWO_YEARS)


def _built_since(others: Sequence[Project], on: dt.date, declared: Declared) -> dt.date | None:
    days = [site.started_on or site.contract_signed_on for site in others if site.state != ProjectState.PREPARING]
    known = [day for day in (*days, declared.built_here_since) if day and day <= on]
    return min(known, default=None)


def _records(project: Project, sites: Sequence[Project], past: _Past, area: int) -> Iterable[ArrearsRecord]:
    for site in sites:
        fact = past.facts[site.pk].get(ARREARS_RECORDS)
        for row in fact.value["records"] if fact else ():
            yield ArrearsRecord(
                row["grade"], _day(row["occurred_on"]), _day(row["verified_on"]),
                here=past.area_of[site.region_id] == area, own_project=site.pk == project.pk, place=site.region.name,
            )  # fmt: skip


def _elsewhere(declared: Declared) -> tuple[ArrearsRecord, ...]:
    """The officer's finding counts as proved: it rests on another authority's decision."""
    day = declared.arrears_elsewhere_on
    return (ArrearsRecord("decided", day, day, here=False, place="外地"),) if day else ()


def _listings(sites: Sequence[Project], past: _Past) -> Iterable[Listing]:
    values = {(fact.value["listed_on"], fact.value["removed_on"]) for site in sites if (fact := past.facts[site.pk].get(LISTING))}
    return (Listing(_day(listed), _day(removed)) for listed, removed in sorted(values, key=str))


def _told_listing(declared: Declared) -> tuple[Listing, ...]:
    return (Listing(declared.listed_on),) if declared.listed_on else ()


def _idle(past: _Past, declared: dict[int, Declared], on: dt.date) -> set[int]:
    """Sites where the real-name system or the account is missing or idle; asked only of contractors who may have three clean years."""
    told = any(one.built_here_since for one in declared.values())
    line = since(on, THREE_YEARS)
    old = [rows for rows in past.sites.values() if told or any((row.started_on or row.contract_signed_on or on) <= line for row in rows)]
    asked = [site for rows in old for site in rows if site.state in BUILDING]
    return {pk for pk, evidence in gather_all(asked, on).items() if _has_red_lamp(Judged(evidence))} if asked else set()


def _has_red_lamp(judged: Judged) -> bool:
    """按要求落实实名制和专户."""
    rows = [judged.row(item) for item in (real_name.SYSTEM, special_account.SYSTEM)]
    return any(OFF in (row.established.mark, row.operating.mark) for row in rows)


def _balance(fact: Fact | None) -> Decimal | None:
    return Decimal(fact.value["balance"]) if fact is not None and fact.value["balance"] is not None else None


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


__all__ = ["BUILDING", "Declared", "declared_from", "works"]
