"""Builders of warnings and of a rule that finds what a test tells it to."""

import datetime as dt
from types import ModuleType
from typing import Any

from earlywarning.actions.keep_clock import start_clocks
from earlywarning.models import EarlyWarning
from portal.lib import clock
from portal.lib.rules import Affected, Found, Level, Threshold
from portal.tenancy.policies import declare_thresholds
from portal.tenancy.scope import current_actor
from projects.models import Project

ON = dt.date(2026, 11, 20)


class Finding(ModuleType):
    """A rule module whose ``rows`` are set by the test: yellow from ``line`` on, red from twice the line."""

    def __init__(self, code: str = "T01") -> None:
        super().__init__(code)
        self.CODE = code
        self.TITLE = "样例规则"
        self.LAW = ("样例条例 第一条",)
        self.VERSION = 1
        self.DEFAULTS = (Threshold("line", "黄色线", 10, "人", "样例出处"),)
        self.LABELS = {"people": "人数（人）"}
        self.rows: list[Found] = []
        declare_thresholds(self)

    def says(self, project: Project, people: int, **fields: Any) -> None:
        self.rows.append(Found(project.pk, project.region_id, {"people": people}, **fields))

    def find(self, regions: list[int], on: dt.date, thresholds: dict) -> list[Found]:
        return [row for row in self.rows if row.region_id in regions]

    def grade(self, evidence: dict, thresholds: dict) -> Level | None:
        people = evidence["people"]
        if people < thresholds["line"]:
            return None
        return Level.RED if people >= 2 * thresholds["line"] else Level.YELLOW

    def headline(self, evidence: dict) -> str:
        return f"{evidence['people']} 人没有发到工资"

    def affected(self, evidence: dict) -> Affected:
        return Affected(evidence["people"])

    def explain(self, evidence: dict, thresholds: dict) -> str:
        return f"有 {evidence['people']} 人，达到 {thresholds['line']} 人。"

    def remedy(self, evidence: dict) -> list[str]:
        return ["施工总承包单位补发工资"]


def make_warning(project: Project, *, level: str = "red", on: dt.date = ON, rule: str = "T01", **fields) -> EarlyWarning:
    """An open warning with its clock, made under the actor whose scope is open."""
    warning = EarlyWarning(
        region_id=project.region_id,
        project=project,
        rule=rule,
        title=fields.pop("title", "样例规则"),
        level=level,
        level_figures=level,
        explain="有 20 人没有发到工资。",
        evidence={"people": 20},
        thresholds={"line": "10"},
        law=["样例条例 第一条"],
        remedy=["施工总承包单位补发工资"],
        as_of=on,
        opened_on=on,
        opened_at=clock.start_of(on),
        **fields,
    )
    warning.full_clean(validate_unique=False)
    warning.save()
    start_clocks([warning], [], actor=current_actor(), on=on)
    return warning
