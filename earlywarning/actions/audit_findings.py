"""The audit of the findings: rules asked once as the scan asks them, by the months' sums, and once by months made from the raw rows alone."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from types import ModuleType
from typing import Any

from django.db.models import Count

from earlywarning.enums import WarningLevel
from earlywarning.findings import Hit, Key, graded
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation, Region
from portal.tenancy.policies import PolicySet, policy_sets, read_once
from portal.tenancy.queries.at_hand import at_hand
from portal.tenancy.queries.two_connections import on_two_connections
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.queries.locks import lock_project
from wagepay.queries.months_at_hand import newest_since
from wagepay.queries.months_from_raw import fallen_due, kept_months, months_from_raw
from wagepay.queries.raw_at_once import Packed, read_at_once

# Rules of which the raw rows decide: labour cost late and short, balance, unpaid, attended unpaid and paid unattended, silence, stopped with arrears.
FROM_RAW = ("W05", "W06", "W08", "W12", "W16", "W20", "W60")
NOTHING = "没有"
MOST_KEPT = 24  # differences that the entry of the trail spells out; how many there are it says in any case
Place = tuple[str, Key]  # code of the rule, and what it is about
Pair = tuple[Hit | None, Hit | None]  # by the sums, by the raw rows


@dataclass(frozen=True)
class _Question:
    """Which rules are asked by whose figures, and from which months on raw rows answer."""

    rules: Sequence[ModuleType]
    policies: Mapping[int, PolicySet]
    on: dt.date
    since: dt.date
    kept: Sequence[dt.date]
    read: Mapping[dt.date, Packed] = field(default_factory=dict)  # months that were read from end to end; sites that are in order by them are not added up

    def both(self, regions: Sequence[int]) -> dict[Place, Pair]:
        """Every finding of these counties, as it is found either way."""
        by_sums = self._found(regions, at_hand(regions, self.on))
        by_raw = self._found(regions, months_from_raw(regions, self.on, self.since, self.kept, self.read))
        return {place: (by_sums.get(place), by_raw.get(place)) for place in by_sums | by_raw}

    def _found(self, regions: Sequence[int], months: AbstractContextManager) -> dict[Place, Hit]:
        with months:
            return {
                (rule.CODE, hit.key): hit for rule in self.rules for hit in graded(rule, {pk: self.policies[pk].thresholds(rule) for pk in regions}, self.on)
            }


def audit_findings(rules: Sequence[ModuleType], *, actor: Actor, on: dt.date, region: Region | None = None, since: dt.date | None = None) -> dict[str, Any]:
    """Every finding of these rules that is not the same either way, in level and figures; nothing is changed, and an entry of the trail says what was found.

    Sums of months before ``since`` (four whole months ago at the latest), and of months of which no raw row is kept, stand on both sides: of those nothing is said.
    """
    counties = list((Region.objects.subtree(region) if region else Region.objects.all()).counties())
    if any(county.pk not in actor.scope.read_regions for county in counties):
        raise Refused("核对预警要看到整个辖区，请以系统或主管部门的账号执行。", "not_whole")
    chosen = [rule for rule in rules if rule.CODE in FROM_RAW]
    if not chosen:
        raise Refused(f"能按原始数据核对的规则有 {'、'.join(FROM_RAW)}，没有选到其中的任何一条。", "no_rule")
    since = min(since or on, newest_since(on)).replace(day=1)
    with read_once():
        policies = policy_sets(counties, on)
        asked = _Question(chosen, policies, on, since, kept_months(list(policies), since, on))
        halves = _halves(policies, actor)
        # A part of the portal is added up site by site: reading its months from end to end would read everybody's.
        questions = [asked] * len(halves) if region else _with_months_read(asked, halves)
        pairs = {}
        for those in on_two_connections([partial(question.both, half) for question, half in zip(questions, halves, strict=True)]):
            pairs |= those
        differing = _again(asked, _differing(pairs), actor)
    told = list(_told(asked, differing, actor))
    found = {
        "date": on.isoformat(),
        "since": f"{since:%Y-%m}",
        "months": [f"{month:%Y-%m}" for month in asked.kept],
        "rules": [rule.CODE for rule in asked.rules],
        "findings": len(pairs),
        "differences": told,
    }
    found["text"] = _said(found)
    record(actor, "earlywarning.audit", region_id=region.pk if region else None, detail=found | {"differences": told[:MOST_KEPT], "different": len(told)})
    return found


def _with_months_read(asked: _Question, halves: Sequence[Sequence[int]]) -> list[_Question]:
    """The question for each half, with the months that fell due as they were read from end to end: each by one connection, for both halves."""
    months = fallen_due(list(asked.policies), asked.kept, asked.on)
    read = on_two_connections([partial(read_at_once, month, halves) for month in months])
    return [replace(asked, read={month: packed[number] for month, packed in zip(months, read, strict=True)}) for number in range(len(halves))]


def _halves(regions: Mapping[int, Any], actor: Actor) -> list[list[int]]:
    """The counties in two parts of about as many sites each, so that two connections end together."""
    sites = dict(Project.objects.visible_to(actor).order_by().values_list("region").annotate(n=Count("pk")))
    halves: list[list[int]] = [[], []]
    for region in sorted(regions, key=lambda pk: -sites.get(pk, 0)):
        min(halves, key=lambda half: sum(sites.get(pk, 0) for pk in half)).append(region)
    return [half for half in halves if half]


def _differing(pairs: Mapping[Place, Pair]) -> dict[Place, Pair]:
    return {place: pair for place, pair in sorted(pairs.items(), key=repr) if _plain(pair[0]) != _plain(pair[1])}


def _plain(hit: Hit | None) -> Any:
    return None if hit is None else (hit.level, hit.found.evidence)


def _again(asked: _Question, suspects: Mapping[Place, Pair], actor: Actor) -> dict[Place, Pair]:
    """The second look, with the writers of these projects kept out, and all of their months added up: a file let in between the two questions of the first is no mistake."""
    projects = {key[0] for _, key in suspects}
    for project_id in sorted(projects):
        lock_project(project_id)
    regions = sorted(set(Project.objects.visible_to(actor).filter(pk__in=projects).values_list("region_id", flat=True)))
    pairs = asked.both(regions) if regions else {}
    return {place: pair for place, pair in _differing(pairs).items() if place[1][0] in projects}


def _told(asked: _Question, differing: Mapping[Place, Pair], actor: Actor) -> Iterator[dict[str, Any]]:
    """Each difference with both figures, in the words of the rule's own page."""
    rules = {rule.CODE: rule for rule in asked.rules}
    projects = Project.objects.visible_to(actor).in_bulk({key[0] for _, key in differing})
    firms = dict(Organisation.objects.filter(pk__in={key[1] for _, key in differing} - {None}).values_list("pk", "name"))
    for (code, (project_id, subcontractor, month)), (by_sums, by_raw) in differing.items():
        figures = _figures(rules[code], by_sums, by_raw)
        words = "；".join(f"{name} 按汇总 {old}、按原始数据 {new}" for name, (old, new) in figures.items())
        when = f"{month:%Y-%m}" if month else ""
        firm = firms.get(subcontractor, "")
        yield {
            "project": projects[project_id].code,
            "month": when,
            "employer": firm,
            "rule": code,
            "figures": figures,
            "words": " ".join(filter(None, (projects[project_id].name, firm, when, f"{code} {rules[code].TITLE}"))) + f"：{words}",
        }


def _figures(rule: ModuleType, by_sums: Hit | None, by_raw: Hit | None) -> dict[str, list[str]]:
    """What is not the same; where one side finds nothing, the level says so and the figures of the other stand beside nothing."""
    names = {"level": "预警"} | {name: label for name, label in rule.LABELS.items()}
    sides = [{} if hit is None else hit.found.evidence | {"level": WarningLevel(hit.level).label} for hit in (by_sums, by_raw)]
    keys = [*names, *sorted((sides[0] | sides[1]).keys() - names.keys())]
    both = {names.get(key, key): [side.get(key) for side in sides] for key in keys}
    return {name: [NOTHING if value in (None, "") else str(value) for value in pair] for name, pair in both.items() if pair[0] != pair[1]}


def _said(found: dict[str, Any]) -> str:
    """The outcome in one sentence."""
    months = "、".join(found["months"]) or NOTHING
    looked = (
        f"核对 {len(found['rules'])} 条规则、{found['findings']} 条预警结果，按原始数据重算的月份：{months}（更早的和没有原始数据的月份两边都用汇总，未核对）"
    )
    return (
        f"{looked}，全部一致。" if not found["differences"] else f"{looked}，{len(found['differences'])} 条不一致。请执行 manage.py recompute 看汇总差在哪里。"
    )
