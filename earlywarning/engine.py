"""Run rules over regions on a day and bring the open warnings into line with what they find.

The run is a pure function of the day and the data: a second run opens, changes and closes nothing.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from earlywarning.enums import ACCEPTED_STATES, LEVEL_RANK, EventKind, WarningSource, WarningState, higher
from earlywarning.models import EarlyWarning, WarningEvent
from portal.lib.rules import Found
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor

Key = tuple[int, int | None, dt.date | None]


@dataclass
class Outcome:
    """What a run did."""

    opened: list[EarlyWarning] = field(default_factory=list)
    changed: list[EarlyWarning] = field(default_factory=list)
    closed: list[EarlyWarning] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        self.opened += other.opened
        self.changed += other.changed
        self.closed += other.closed


@dataclass(frozen=True)
class Hit:
    """A found row that the rule graded as a warning."""

    found: Found
    level: str
    thresholds: dict[str, Any]

    @property
    def key(self) -> Key:
        return (self.found.project_id, self.found.subcontractor_id, self.found.month)


def run_rules(rules: Sequence[ModuleType], regions: Sequence[Region], *, actor: Actor, on: dt.date, at: dt.datetime) -> Outcome:
    """Run every rule over the regions as of ``on``; ``at`` is the instant of the run."""
    policies = {region.pk: PolicySet(region, on) for region in regions}
    outcome = Outcome()
    for rule in rules:
        outcome.add(_run_rule(rule, policies, actor=actor, on=on, at=at))
    return outcome


def _run_rule(rule: ModuleType, policies: dict[int, PolicySet], *, actor: Actor, on: dt.date, at: dt.datetime) -> Outcome:
    rows = EarlyWarning.objects.visible_to(actor).filter(region__in=policies, rule=rule.CODE, source=WarningSource.COMPUTED)
    outcome = _compare(rule, policies, rows, list(rows.open().select_for_update(of=("self",))), on=on, at=at)
    _write(outcome, rule, actor, on, at)
    return outcome


def rehearse(rule: ModuleType, policies: dict[int, PolicySet], *, actor: Actor, on: dt.date, at: dt.datetime) -> Outcome:
    """What a run would do with these figures; nothing is locked and nothing is written."""
    rows = EarlyWarning.objects.visible_to(actor).filter(region__in=policies, rule=rule.CODE, source=WarningSource.COMPUTED)
    return _compare(rule, policies, rows, list(rows.open().select_related("project")), on=on, at=at)


def _compare(rule: ModuleType, policies: dict[int, PolicySet], rows, standing: Sequence[EarlyWarning], *, on: dt.date, at: dt.datetime) -> Outcome:
    """The rule's hits against the warnings that stand open."""
    hits = {hit.key: hit for hit in _hits(rule, policies, on)}
    open_rows = {key_of(row): row for row in standing}
    accepted, stood = _accepted(rows), _stood(rows, on, at)
    outcome = Outcome()
    for key, hit in hits.items():
        row = open_rows.get(key)
        if row is not None:
            if row.as_of <= on and _refresh(row, rule, hit, on):
                outcome.changed.append(row)
        elif key not in stood and LEVEL_RANK[hit.level] > LEVEL_RANK.get(accepted.get(key, ""), -1):
            outcome.opened.append(_new(rule, hit, on, at))
    outcome.closed = [row for key, row in open_rows.items() if key not in hits and row.as_of <= on]
    return outcome


def _hits(rule: ModuleType, policies: dict[int, PolicySet], on: dt.date) -> list[Hit]:
    """Regions with the same thresholds are asked together, so a province costs a handful of queries."""
    groups: dict[str, list[int]] = defaultdict(list)
    thresholds_of: dict[str, dict] = {}
    for region_id, policy in policies.items():
        thresholds = policy.thresholds(rule)
        groups[repr(thresholds)].append(region_id)
        thresholds_of[repr(thresholds)] = thresholds
    hits = []
    for name, region_ids in groups.items():
        thresholds = thresholds_of[name]
        for found in rule.find(region_ids, on, thresholds):
            level = rule.grade(found.evidence, thresholds)
            if level is not None:
                hits.append(Hit(found, str(level), thresholds))
    return hits


def key_of(row: EarlyWarning) -> Key:
    """By what two warnings of one rule are the same."""
    return (row.project_id, row.subcontractor_id, row.month)


def _accepted(rows) -> dict[Key, str]:
    """The highest level a person has accepted proof for; the same figures do not open it again."""
    found: dict[Key, str] = {}
    for row in rows.filter(state__in=ACCEPTED_STATES).only("project_id", "subcontractor_id", "month", "level_figures"):
        found[key_of(row)] = higher(found.get(key_of(row), ""), row.level_figures)
    return found


def _stood(rows, on: dt.date, at: dt.datetime) -> set[Key]:
    """What stood open on a past day and has ended since: a scan of that day neither opens it again nor knows better than later ones."""
    if on >= at.date():
        return set()
    return {key_of(row) for row in rows.filter(opened_on__lte=on, closed_on__gt=on).only("project_id", "subcontractor_id", "month")}


def _new(rule: ModuleType, hit: Hit, on: dt.date, at: dt.datetime) -> EarlyWarning:
    row = EarlyWarning(
        region_id=hit.found.region_id,
        project_id=hit.found.project_id,
        subcontractor_id=hit.found.subcontractor_id,
        month=hit.found.month,
        rule=rule.CODE,
        title=rule.TITLE,
        level=hit.level,
        level_figures=hit.level,
        opened_on=on,
        opened_at=at,
    )
    _fill(row, rule, hit, on)
    return row


def _fill(row: EarlyWarning, rule: ModuleType, hit: Hit, on: dt.date) -> None:
    """Freeze the figures, the thresholds used, the citation and the sentence with the rule's version."""
    row.rule_version = int(rule.VERSION)
    row.evidence = hit.found.evidence
    row.thresholds = {name: str(value) if value is not None else None for name, value in hit.thresholds.items()}
    row.law = list(rule.LAW)
    row.headline = rule.headline(hit.found.evidence)
    affected = rule.affected(hit.found.evidence)
    row.people, row.amount = affected.people, affected.amount
    row.explain = rule.explain(hit.found.evidence, hit.thresholds)
    row.remedy = list(rule.remedy(hit.found.evidence))
    row.as_of = on


def _refresh(row: EarlyWarning, rule: ModuleType, hit: Hit, on: dt.date) -> bool:
    """Bring an open warning up to date; true when its figures or its level are other than before."""
    if row.evidence == hit.found.evidence and row.level_figures == hit.level and row.rule_version == int(rule.VERSION):
        return False
    row.level_before = row.level
    row.level_figures = hit.level
    row.level = higher(hit.level, row.level_ladder)
    _fill(row, rule, hit, on)
    return True


def _write(outcome: Outcome, rule: ModuleType, actor: Actor, on: dt.date, at: dt.datetime) -> None:
    EarlyWarning.objects.bulk_create(outcome.opened, batch_size=500)
    fields = ["level", "level_figures", "rule_version", "headline", "people", "amount", "evidence", "thresholds", "law", "explain", "remedy", "as_of"]
    EarlyWarning._base_manager.bulk_update(outcome.changed, fields, batch_size=500)
    for row in outcome.closed:
        row.state, row.closed_on = WarningState.CLOSED_BY_DATA, on
        row.closing_note = f"{on:%Y-%m-%d} 的数据已不符合“{rule.TITLE}”的条件。"
    EarlyWarning._base_manager.bulk_update(outcome.closed, ["state", "closed_on", "closing_note"], batch_size=500)
    events = [_event(row, EventKind.OPENED, f"产生{row.get_level_display()}预警", actor, at) for row in outcome.opened]
    events += [
        _event(row, EventKind.LEVEL, f"由{_label(row.level_before)}变为{row.get_level_display()}", actor, at)
        for row in outcome.changed
        if row.level_before != row.level
    ]
    events += [_event(row, EventKind.CLOSED, "数据恢复，自动销号", actor, at) for row in outcome.closed]
    WarningEvent.objects.bulk_create(events, batch_size=500)


def _label(level: str) -> str:
    return {"red": "红色", "yellow": "黄色", "blue": "蓝色"}[level]


def _event(row: EarlyWarning, kind: str, title: str, actor: Actor, at: dt.datetime) -> WarningEvent:
    return WarningEvent(
        region_id=row.region_id,
        project_id=row.project_id,
        warning=row,
        kind=kind,
        at=at,
        by=actor.name,
        title=title,
        note=row.explain,
        level_before=getattr(row, "level_before", ""),
        level_after=row.level,
    )
