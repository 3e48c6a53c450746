"""What a run writes of a finding: figures, lines, citation and sentences, frozen with the rule's version."""

import datetime as dt
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from earlywarning.facts_shown import as_shown
from earlywarning.findings import Hit
from earlywarning.lanes import lane_of
from earlywarning.models import EarlyWarning
from earlywarning.standing import Standing
from portal.lib.rules import policy_key
from portal.tenancy.policies import PolicySet


class Wording:
    """The words of one run; what the rule and the county alone decide is made once and shared by all their warnings."""

    def __init__(self, policies: Mapping[int, PolicySet], on: dt.date, at: dt.datetime) -> None:
        self.policies, self.on, self.at = policies, on, at
        self._frozen: dict[tuple, tuple[dict, dict, list[str]]] = {}
        self._remedies: dict[tuple[str, ...], list[str]] = {}

    def new(self, rule: ModuleType, hit: Hit) -> EarlyWarning:
        """A warning that the finding opens."""
        row = EarlyWarning(
            region_id=hit.found.region_id,
            project_id=hit.found.project_id,
            subcontractor_id=hit.found.subcontractor_id,
            month=hit.found.month,
            rule=rule.CODE,
            title=rule.TITLE,
            level=hit.level,
            level_figures=hit.level,
            opened_on=self.on,
            opened_at=self.at,
        )
        self._fill(row, rule, hit)
        row.people_first, row.amount_first = row.people, row.amount
        return row

    def refresh(self, row: Standing, rule: ModuleType, hit: Hit) -> bool:
        """Bring an open warning up to date; true when its figures, its level or its list are other than before."""
        same = row.evidence == hit.found.evidence and row.level_figures == hit.level and row.rule_version == int(rule.VERSION)
        if same and row.lane == lane_of(rule.CODE, hit.found.evidence, hit.thresholds):
            return False
        row.level_before = row.level
        row.level_figures = hit.level
        row.settle_level()
        self._fill(row, rule, hit)
        return True

    def _fill(self, row: EarlyWarning | Standing, rule: ModuleType, hit: Hit) -> None:
        evidence = hit.found.evidence
        row.rule_version = int(rule.VERSION)
        row.evidence = evidence
        row.thresholds, row.shown, row.law = self._lines(rule, hit)
        row.lane = lane_of(rule.CODE, evidence, hit.thresholds)
        row.headline = rule.headline(evidence)
        affected = rule.affected(evidence)
        row.people, row.amount = affected.people, affected.amount
        row.explain = rule.explain(evidence, hit.thresholds)
        steps = list(rule.remedy(evidence))
        row.remedy = self._remedies.setdefault(tuple(steps), steps)
        row.as_of = self.on

    def _lines(self, rule: ModuleType, hit: Hit) -> tuple[dict[str, str | None], dict[str, Any], list[str]]:
        """Thresholds, what the page says of them and of the figures there are, and the citation; each line with the document of the county."""
        at = (rule.CODE, hit.found.region_id, *hit.found.evidence)
        if at not in self._frozen:
            held = self.policies[hit.found.region_id]
            thresholds = {name: str(value) if value is not None else None for name, value in hit.thresholds.items()}
            sources = {line.key: held[policy_key(rule, line)].source for line in rule.DEFAULTS}
            self._frozen[at] = (thresholds, as_shown(rule, hit.found.evidence, thresholds, sources), list(rule.LAW))
        return self._frozen[at]
