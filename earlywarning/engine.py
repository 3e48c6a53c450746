"""Run rules over regions on a day and bring the open warnings into line with what they find.

The run is a pure function of the day and the data: a second run opens, changes and closes nothing.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import ModuleType

from earlywarning.clocks import Terms, date_duty
from earlywarning.enums import ACCEPTED_STATES, LEVEL_RANK, EventKind, WarningLevel, WarningState, higher
from earlywarning.findings import Hit, Hits, Key, find_all, find_in_turn, firm_wide
from earlywarning.models import EarlyWarning, Graded, WarningEvent
from earlywarning.queries.writing import add_rows, change_rows
from earlywarning.root_causes import PROJECT, Root, in_order, parents_of, related
from earlywarning.standing import Standing, standing_warnings
from earlywarning.wording import Wording
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.rules.catalogue import OF_SUMS

KEY = ("project_id", "subcontractor_id", "month")


@dataclass
class Outcome:
    """What a run did."""

    opened: list[EarlyWarning] = field(default_factory=list)
    changed: list[Standing] = field(default_factory=list)
    # In part as compared; whole once the run has written them.
    closed: list[Standing] | list[EarlyWarning] = field(default_factory=list)
    # Their list of folded findings alone is another: written, and no change of the warning.
    refolded: list[Standing] = field(default_factory=list)

    def take(self, other: "Outcome") -> None:
        """What another part of the run did, too."""
        for each in fields(self):
            setattr(self, each.name, [*getattr(self, each.name), *getattr(other, each.name)])


def run_rules(
    rules: Sequence[ModuleType],
    regions: Sequence[Region],
    *,
    actor: Actor,
    on: dt.date,
    at: dt.datetime,
    then: Callable[[Outcome], None] = lambda outcome: None,
) -> Outcome:
    """Run every rule over the regions as of ``on``; ``at`` is the instant of the run. What it opens has its term when it is written.

    Rules that share no root with each other are a run for themselves: what the first part found is written, and ``then`` follows, while the second is asked.
    """
    policies, whole = policy_sets(regions, on), Outcome()
    terms = Terms(policies, on)

    def settle(part: Sequence[ModuleType], hits: dict[str, Hits], projects: dict[int, Project]) -> None:
        outcome = _Run(part, hits, projects, policies, actor=actor, on=on, at=at, locked=True).compare()
        for row in outcome.opened:
            date_duty(row)
            terms.give(row)
        _write(outcome, actor, on, at)
        then(outcome)
        whole.take(outcome)

    find_in_turn(_parts(rules), policies, on, actor=actor, settle=settle)
    return whole


def rehearse(rule: ModuleType, policies: dict[int, PolicySet], *, actor: Actor, on: dt.date, at: dt.datetime) -> Outcome:
    """What a run would do with these figures; nothing is locked and nothing is written."""
    hits, projects = find_all([rule], policies, on, actor=actor)
    return _Run([rule], hits, projects, policies, actor=actor, on=on, at=at, locked=False).compare()


def _parts(rules: Sequence[ModuleType]) -> list[list[ModuleType]]:
    """The rules that find most of what a night changes, with all that share a root with one of them; then the others."""
    first = related(rule.CODE for rule in OF_SUMS)
    parts = [[rule for rule in rules if (rule.CODE in first) == wanted] for wanted in (True, False)]
    return [part for part in parts if part]


class _Run:
    """One run over some regions: the hits of rules against the warnings that stand open. Whatever shares a root is in one run."""

    def __init__(
        self,
        rules: Sequence[ModuleType],
        hits: dict[str, Hits],
        projects: dict[int, Project],
        policies: Mapping[int, PolicySet],
        *,
        actor: Actor,
        on: dt.date,
        at: dt.datetime,
        locked: bool,
    ) -> None:
        self.rules = {rule.CODE: rule for rule in rules}
        self.hits, self.projects = hits, projects
        self.policies, self.actor, self.on, self.at = policies, actor, on, at
        self.words = Wording(policies, on, at)
        parents = {root.parent for code in self.rules for root in parents_of(code)}
        self.standing = standing_warnings(self._rows({*self.rules, *parents}).open(), locked=locked)
        self.alive: dict[str, dict[Key, Graded]] = {code: dict(self.standing.get(code, {})) for code in parents - set(self.rules)}
        # Of each parent what was folded into it, by the code of the rule.
        self.folded: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
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
                if row.as_of <= self.on and self.words.refresh(row, rule, hit):
                    self.outcome.changed.append(row)
            elif key not in stood and LEVEL_RANK[hit.level] > LEVEL_RANK.get(accepted.get(key, ""), -1):
                alive[key] = self.words.new(rule, hit)
                self.outcome.opened.append(alive[key])
        self._fold_firms(rule, hits, standing, alive, swallowed)
        for key, row in standing.items():
            self._end(key, row, hits, swallowed, alive)

    def _end(self, key: Key, row: Standing, hits: Hits, swallowed: Mapping[Key, Graded], alive: dict[Key, Graded]) -> None:
        """A warning ends with its cause or in its parent's; one that others reported too is answered, no scan ends it."""
        if row.as_of > self.on or row.is_reported or (key in hits and key not in swallowed):
            alive.setdefault(key, row)
            return
        parent = row.merged_into = swallowed.get(key)
        row.closing_note = (
            f"并入同一根因的预警“{parent.rule} {parent.title}”，在那条上办理。" if parent else f"{self.on:%Y-%m-%d} 的数据已不符合“{row.title}”的条件。"
        )
        self.outcome.closed.append(row)

    def _swallowed(self, code: str, hits: Hits) -> dict[Key, Graded]:
        """Key of the hit -> the open warning whose root it shares."""
        found: dict[Key, Graded] = {}
        for root in parents_of(code):
            parents = _by_root(root, self.alive.get(root.parent, {}))
            for key, hit in hits.items():
                parent = parents.get(_root_key(root, key))
                if parent is not None and key not in found:
                    found[key] = parent
                    self._fold(parent, code, hit)
        return found

    def _fold_firms(self, rule: ModuleType, hits: Hits, standing: dict[Key, Standing], alive: dict[Key, Graded], swallowed: dict) -> None:
        """The other projects of a firm-wide cause: told on the one warning, opened nowhere."""
        for key, parent_key in firm_wide(rule.CODE, {k: h for k, h in hits.items() if k in alive}, self.projects, standing).items():
            row, parent = alive.pop(key), alive[parent_key]
            self.outcome.opened = [other for other in self.outcome.opened if other is not row]
            self.outcome.changed = [other for other in self.outcome.changed if other is not row]
            swallowed[key] = parent
            self._fold(parent, rule.CODE, hits[key], self.projects[key[0]])

    def _fold(self, parent: Graded, code: str, hit: Hit, project: Project | None = None) -> None:
        words = self.rules[code].headline(hit.found.evidence)
        self.folded[id(parent)][code].append(f"{project.name}：{words}" if project else words)

    def _tell_parents(self) -> None:
        """Each parent knows what was folded into it by the rules of this run; those that did not run keep their word."""
        fresh = {id(row) for row in (*self.outcome.opened, *self.outcome.changed)}
        for rows in self.alive.values():
            for row in rows.values():
                told = {code: words for code, words in row.folded.items() if code not in self.rules}
                told |= {code: sorted(words) for code, words in self.folded.get(id(row), {}).items()}
                if told != row.folded and row.as_of <= self.on:
                    row.folded = told
                    if id(row) not in fresh:
                        self.outcome.refolded.append(row)


def _root_key(root: Root, key: Key) -> tuple:
    return key[:1] if root.by == PROJECT else key


def _by_root(root: Root, parents: Mapping[Key, Graded]) -> dict[tuple, Graded]:
    """The parents that swallow by this root, by what child and parent share; of several the oldest."""
    found: dict[tuple, Graded] = {}
    for key, row in parents.items():
        if root.holds(row.evidence, row.level_figures):
            found.setdefault(_root_key(root, key), row)
    return found


def key_of(row: Graded) -> Key:
    """By what two warnings of one rule are the same."""
    return (row.project_id, row.subcontractor_id, row.month)


def _accepted(rows) -> dict[str, dict[Key, str]]:
    """The highest level a person has accepted proof for; the same figures do not open it again."""
    found: dict[str, dict[Key, str]] = defaultdict(dict)
    for rule, level, *key in rows.filter(state__in=ACCEPTED_STATES).order_by().values_list("rule", "level_figures", *KEY):
        found[rule][tuple(key)] = higher(found[rule].get(tuple(key), ""), level)
    return found


def _stood(rows, on: dt.date, at: dt.datetime) -> dict[str, set[Key]]:
    """What stood open on a past day and has ended since: a scan of that day neither opens it again nor knows better than later ones."""
    found: dict[str, set[Key]] = defaultdict(set)
    if on < at.date():
        for rule, *key in rows.filter(opened_on__lte=on, closed_on__gt=on).order_by().values_list("rule", *KEY):
            found[rule].add(tuple(key))
    return found


WRITTEN = [
    "level", "level_figures", "rule_version", "headline", "people", "amount", "evidence", "thresholds", "shown", "folded", "lane", "law", "explain",
    "remedy", "as_of",
]  # fmt: skip


def _write(outcome: Outcome, actor: Actor, on: dt.date, at: dt.datetime) -> None:
    add_rows(outcome.opened)
    change_rows(EarlyWarning, outcome.changed, WRITTEN)
    change_rows(EarlyWarning, outcome.refolded, ["folded"])
    outcome.closed = _ended(outcome.closed, actor, on)
    change_rows(EarlyWarning, outcome.closed, ["state", "closed_on", "closing_note"])
    events = [_event(row, EventKind.OPENED, f"产生{_label(row.level)}预警", actor, at) for row in outcome.opened]
    events += [
        _event(row, EventKind.LEVEL, f"由{_label(row.level_before)}变为{_label(row.level)}", actor, at)
        for row in outcome.changed
        if row.level_before != row.level
    ]
    events += [_event(row, EventKind.CLOSED, "并入同一根因的预警" if row.merged_into else "数据恢复，自动销号", actor, at) for row in outcome.closed]
    add_rows(events)


def _ended(closed: Sequence[Standing], actor: Actor, on: dt.date) -> list[EarlyWarning]:
    """The whole rows of what ends, with how it ended: its clock and its history need their words."""
    whole = EarlyWarning.objects.visible_to(actor).in_bulk([row.pk for row in closed]) if closed else {}
    for row in closed:
        ended = whole[row.pk]
        ended.state, ended.closed_on, ended.closing_note, ended.merged_into = WarningState.CLOSED_BY_DATA, on, row.closing_note, row.merged_into
    return [whole[row.pk] for row in closed]


def _label(level: str) -> str:
    return WarningLevel(level).label


def _event(row: Graded, kind: str, title: str, actor: Actor, at: dt.datetime) -> WarningEvent:
    return WarningEvent(
        region_id=row.region_id,
        project_id=row.project_id,
        warning_id=row.pk,
        kind=kind,
        at=at,
        by=actor.name,
        title=title,
        note=row.explain,
        level_before=getattr(row, "level_before", ""),
        level_after=row.level,
    )
