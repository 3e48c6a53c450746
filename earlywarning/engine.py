"""Run rules over regions on a day and bring the open warnings into line with what they find.

The run is a pure function of the day and the data: a second run opens, changes and closes nothing.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from earlywarning.enums import ACCEPTED_STATES, LEVEL_RANK, EventKind, WarningState, higher
from earlywarning.facts_shown import as_shown
from earlywarning.findings import Hit, Hits, Key, find_all, firm_wide
from earlywarning.lanes import lane_of
from earlywarning.models import EarlyWarning, WarningEvent
from earlywarning.queries.writing import add_rows, change_rows
from earlywarning.root_causes import PROJECT, Root, in_order, parents_of
from portal.lib.rules import policy_key
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.scope import Actor
from projects.models import Project

Standing = dict[str, dict[Key, EarlyWarning]]


@dataclass
class Outcome:
    """What a run did."""

    opened: list[EarlyWarning] = field(default_factory=list)
    changed: list[EarlyWarning] = field(default_factory=list)
    closed: list[EarlyWarning] = field(default_factory=list)
    # Their list of folded findings alone is another: written, and no change of the warning.
    refolded: list[EarlyWarning] = field(default_factory=list)


def run_rules(rules: Sequence[ModuleType], regions: Sequence[Region], *, actor: Actor, on: dt.date, at: dt.datetime) -> Outcome:
    """Run every rule over the regions as of ``on``; ``at`` is the instant of the run."""
    run = _Run(rules, policy_sets(regions, on), actor=actor, on=on, at=at, locked=True)
    outcome = run.compare()
    _write(outcome, actor, on, at)
    return outcome


def rehearse(rule: ModuleType, policies: dict[int, PolicySet], *, actor: Actor, on: dt.date, at: dt.datetime) -> Outcome:
    """What a run would do with these figures; nothing is locked and nothing is written."""
    return _Run([rule], policies, actor=actor, on=on, at=at, locked=False).compare()


class _Run:
    """One run over some regions: the hits of all rules against the warnings that stand open."""

    def __init__(self, rules: Sequence[ModuleType], policies: Mapping[int, PolicySet], *, actor: Actor, on: dt.date, at: dt.datetime, locked: bool) -> None:
        self.rules = {rule.CODE: rule for rule in rules}
        self.policies, self.actor, self.on, self.at = policies, actor, on, at
        self.hits, self.projects = find_all(rules, policies, on, actor=actor)
        parents = {root.parent for code in self.rules for root in parents_of(code)}
        self.standing = _standing(self._rows({*self.rules, *parents}).open(), locked)
        self.alive: dict[str, dict[Key, EarlyWarning]] = {code: dict(self.standing.get(code, {})) for code in parents - set(self.rules)}
        self.folded: dict[tuple[int, str], list[str]] = defaultdict(list)
        self.sources: dict[tuple[str, int], dict[str, str]] = {}
        self.outcome = Outcome()

    def _rows(self, codes: Iterable[str]):
        return EarlyWarning.objects.visible_to(self.actor).filter(region__in=self.policies, rule__in=codes)

    def compare(self) -> Outcome:
        accepted, stood = _accepted(self._rows(self.rules)), _stood(self._rows(self.rules), self.on, self.at)
        for code in in_order(self.rules):
            self._compare_one(code, accepted.get(code, {}), stood.get(code, set()))
        self._tell_parents()
        return self.outcome

    def _compare_one(self, code: str, accepted: Mapping[Key, str], stood: set[Key]) -> None:
        rule, hits, standing = self.rules[code], self.hits[code], self.standing.get(code, {})
        swallowed = self._swallowed(code, hits)
        alive = self.alive.setdefault(code, {})
        for key, hit in hits.items():
            row = standing.get(key)
            if key in swallowed:
                continue
            if row is not None:
                alive[key] = row
                if row.as_of <= self.on and _refresh(row, rule, hit, self.on, self._sources(rule, hit)):
                    self.outcome.changed.append(row)
            elif key not in stood and LEVEL_RANK[hit.level] > LEVEL_RANK.get(accepted.get(key, ""), -1):
                alive[key] = _new(rule, hit, self.on, self.at, self._sources(rule, hit))
                self.outcome.opened.append(alive[key])
        self._fold_firms(rule, hits, standing, alive, swallowed)
        for key, row in standing.items():
            self._end(key, row, hits, swallowed, alive)

    def _sources(self, rule: ModuleType, hit: Hit) -> dict[str, str]:
        """The document behind each line as it holds in the county: its own, not the platform's suggestion."""
        at = (rule.CODE, hit.found.region_id)
        if at not in self.sources:
            held = self.policies[hit.found.region_id]
            self.sources[at] = {threshold.key: held[policy_key(rule, threshold)].source for threshold in rule.DEFAULTS}
        return self.sources[at]

    def _end(self, key: Key, row: EarlyWarning, hits: Hits, swallowed: Mapping[Key, EarlyWarning], alive: dict[Key, EarlyWarning]) -> None:
        """A warning ends with its cause or in its parent's; one that others reported too is answered, no scan ends it."""
        if row.as_of > self.on or row.is_reported or (key in hits and key not in swallowed):
            alive.setdefault(key, row)
            return
        parent = row.merged_into = swallowed.get(key)
        row.closing_note = (
            f"并入同一根因的预警“{parent.rule} {parent.title}”，在那条上办理。" if parent else f"{self.on:%Y-%m-%d} 的数据已不符合“{row.title}”的条件。"
        )
        self.outcome.closed.append(row)

    def _swallowed(self, code: str, hits: Hits) -> dict[Key, EarlyWarning]:
        """Key of the hit -> the open warning whose root it shares."""
        found: dict[Key, EarlyWarning] = {}
        for root in parents_of(code):
            parents = _by_root(root, self.alive.get(root.parent, {}))
            for key, hit in hits.items():
                parent = parents.get(_root_key(root, key))
                if parent is not None and key not in found:
                    found[key] = parent
                    self._fold(parent, code, hit)
        return found

    def _fold_firms(self, rule: ModuleType, hits: Hits, standing: dict[Key, EarlyWarning], alive: dict[Key, EarlyWarning], swallowed: dict) -> None:
        """The other projects of a firm-wide cause: told on the one warning, opened nowhere."""
        for key, parent_key in firm_wide(rule.CODE, {k: h for k, h in hits.items() if k in alive}, self.projects, standing).items():
            row, parent = alive.pop(key), alive[parent_key]
            self.outcome.opened = [other for other in self.outcome.opened if other is not row]
            self.outcome.changed = [other for other in self.outcome.changed if other is not row]
            swallowed[key] = parent
            self._fold(parent, rule.CODE, hits[key], self.projects[key[0]])

    def _fold(self, parent: EarlyWarning, code: str, hit: Hit, project: Project | None = None) -> None:
        words = self.rules[code].headline(hit.found.evidence)
        self.folded[(id(parent), code)].append(f"{project.name}：{words}" if project else words)

    def _tell_parents(self) -> None:
        """Each parent knows what was folded into it by the rules of this run; those that did not run keep their word."""
        fresh = {id(row) for row in (*self.outcome.opened, *self.outcome.changed)}
        for rows in self.alive.values():
            for row in rows.values():
                told = {code: words for code, words in row.folded.items() if code not in self.rules}
                told |= {code: sorted(words) for (parent, code), words in self.folded.items() if parent == id(row)}
                if told != row.folded and row.as_of <= self.on:
                    row.folded = told
                    if id(row) not in fresh:
                        self.outcome.refolded.append(row)


def _standing(rows, locked: bool) -> Standing:
    rows = rows.select_for_update(of=("self",)) if locked else rows.select_related("project")
    found: Standing = defaultdict(dict)
    for row in rows.order_by("pk"):
        found[row.rule][key_of(row)] = row
    return found


def _root_key(root: Root, key: Key) -> tuple:
    return key[:1] if root.by == PROJECT else key


def _by_root(root: Root, parents: Mapping[Key, EarlyWarning]) -> dict[tuple, EarlyWarning]:
    """The parents that swallow by this root, by what child and parent share; of several the oldest."""
    found: dict[tuple, EarlyWarning] = {}
    for key, row in parents.items():
        if root.holds(row.evidence, row.level_figures):
            found.setdefault(_root_key(root, key), row)
    return found


def key_of(row: EarlyWarning) -> Key:
    """By what two warnings of one rule are the same."""
    return (row.project_id, row.subcontractor_id, row.month)


def _accepted(rows) -> dict[str, dict[Key, str]]:
    """The highest level a person has accepted proof for; the same figures do not open it again."""
    found: dict[str, dict[Key, str]] = defaultdict(dict)
    for row in rows.filter(state__in=ACCEPTED_STATES).only("rule", "project_id", "subcontractor_id", "month", "level_figures"):
        found[row.rule][key_of(row)] = higher(found[row.rule].get(key_of(row), ""), row.level_figures)
    return found


def _stood(rows, on: dt.date, at: dt.datetime) -> dict[str, set[Key]]:
    """What stood open on a past day and has ended since: a scan of that day neither opens it again nor knows better than later ones."""
    found: dict[str, set[Key]] = defaultdict(set)
    if on < at.date():
        for row in rows.filter(opened_on__lte=on, closed_on__gt=on).only("rule", "project_id", "subcontractor_id", "month"):
            found[row.rule].add(key_of(row))
    return found


def _new(rule: ModuleType, hit: Hit, on: dt.date, at: dt.datetime, sources: Mapping[str, str]) -> EarlyWarning:
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
    _fill(row, rule, hit, on, sources)
    row.people_first, row.amount_first = row.people, row.amount
    return row


def _fill(row: EarlyWarning, rule: ModuleType, hit: Hit, on: dt.date, sources: Mapping[str, str]) -> None:
    """Freeze the figures, the thresholds used, the citation and the sentence with the rule's version."""
    row.rule_version = int(rule.VERSION)
    row.evidence = hit.found.evidence
    row.thresholds = {name: str(value) if value is not None else None for name, value in hit.thresholds.items()}
    row.shown = as_shown(rule, row.evidence, row.thresholds, sources)
    row.lane = lane_of(rule.CODE, hit.found.evidence, hit.thresholds)
    row.law = list(rule.LAW)
    row.headline = rule.headline(hit.found.evidence)
    affected = rule.affected(hit.found.evidence)
    row.people, row.amount = affected.people, affected.amount
    row.explain = rule.explain(hit.found.evidence, hit.thresholds)
    row.remedy = list(rule.remedy(hit.found.evidence))
    row.as_of = on


def _refresh(row: EarlyWarning, rule: ModuleType, hit: Hit, on: dt.date, sources: Mapping[str, str]) -> bool:
    """Bring an open warning up to date; true when its figures, its level or its list are other than before."""
    same = row.evidence == hit.found.evidence and row.level_figures == hit.level and row.rule_version == int(rule.VERSION)
    if same and row.lane == lane_of(rule.CODE, hit.found.evidence, hit.thresholds):
        return False
    row.level_before = row.level
    row.level_figures = hit.level
    row.settle_level()
    _fill(row, rule, hit, on, sources)
    return True


WRITTEN = [
    "level", "level_figures", "rule_version", "headline", "people", "amount", "evidence", "thresholds", "shown", "folded", "lane", "law", "explain",
    "remedy", "as_of",
]  # fmt: skip


def _write(outcome: Outcome, actor: Actor, on: dt.date, at: dt.datetime) -> None:
    add_rows(outcome.opened)
    change_rows(outcome.changed, WRITTEN)
    change_rows(outcome.refolded, ["folded"])
    for row in outcome.closed:
        row.state, row.closed_on = WarningState.CLOSED_BY_DATA, on
    change_rows(outcome.closed, ["state", "closed_on", "closing_note"])
    events = [_event(row, EventKind.OPENED, f"产生{row.get_level_display()}预警", actor, at) for row in outcome.opened]
    events += [
        _event(row, EventKind.LEVEL, f"由{_label(row.level_before)}变为{row.get_level_display()}", actor, at)
        for row in outcome.changed
        if row.level_before != row.level
    ]
    events += [_event(row, EventKind.CLOSED, "并入同一根因的预警" if row.merged_into else "数据恢复，自动销号", actor, at) for row in outcome.closed]
    add_rows(events)


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
