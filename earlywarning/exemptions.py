"""The exemption table: where and when a rule is silent, data of the tenant with its source."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.lib.calendars import WorkCalendar
from portal.tenancy.policies import PolicySet
from projects.enums import ProjectState, SiteKind
from projects.models import Project
from projects.systems.simple import is_simple

KEY = "earlywarning.exemptions"
FESTIVAL = "spring_festival"
HOLIDAY = "statutory_holiday"
SIMPLE = "simple"
WHEN = (
    *((f"state.{state.value}", f"工地状态：{state.label}") for state in ProjectState),
    *((f"site.{kind.value}", f"工地类型：{kind.label}") for kind in SiteKind),
    (SIMPLE, "小额短期工程"),
    (FESTIVAL, "春节前后"),
    (HOLIDAY, "法定节假日前后"),
)
COLUMNS = (("rules", "规则（用顿号隔开）", str), ("when", "情形", WHEN), ("days", "前后天数（节日用）", int))
SILENCE = "W20、W21、W39"
DEFAULT = [
    {"rules": SILENCE, "when": f"state.{ProjectState.STOPPED.value}", "days": 0},
    {"rules": SILENCE, "when": f"state.{ProjectState.WINTER_BREAK.value}", "days": 0},
    {"rules": SILENCE, "when": f"state.{ProjectState.HOLIDAY_BREAK.value}", "days": 0},
    {"rules": SILENCE, "when": FESTIVAL, "days": 15},
    {"rules": "W21、W22", "when": f"site.{SiteKind.LINEAR.value}", "days": 0},
    {"rules": "W21、W22", "when": f"site.{SiteKind.SCATTERED.value}", "days": 0},
]


def rules_of(line: dict[str, Any]) -> list[str]:
    """The codes a line names."""
    return list(filter(None, re.split(r"[、，,\s]+", line["rules"])))


@dataclass(frozen=True)
class Exemptions:
    """The table of one region as of a day."""

    lines: tuple[dict[str, Any], ...]
    on: dt.date
    calendar: WorkCalendar
    policies: PolicySet

    def reason(self, code: str, project: Project) -> str:
        """Why the rule is silent about the project on the day; empty = it speaks."""
        for line in self.named.get(code, ()):
            if self._holds(line, project):
                return dict(WHEN)[line["when"]]
        return ""

    @cached_property
    def named(self) -> dict[str, list[dict[str, Any]]]:
        """The lines by the rules they name."""
        found: dict[str, list[dict[str, Any]]] = {}
        for line in self.lines:
            for code in dict.fromkeys(rules_of(line)):
                found.setdefault(code, []).append(line)
        return found

    def _holds(self, line: dict[str, Any], project: Project) -> bool:
        when = line["when"]
        if when in (FESTIVAL, HOLIDAY):
            return self._near(line.get("days") or 0, "春节" if when == FESTIVAL else "")
        if when == SIMPLE:
            return is_simple(project, self.policies)
        kind, _, value = when.partition(".")
        return value == (project.state if kind == "state" else project.site_kind)

    def _near(self, days: int, name: str) -> bool:
        """A statutory holiday (of that name) within so many days."""
        around = (self.on + dt.timedelta(days=n) for n in range(-days, days + 1))
        return any(self.calendar.is_statutory_holiday(day) and name in self.calendar.name(day) for day in around)


def exemptions_of(policies: PolicySet, on: dt.date, calendar: WorkCalendar) -> Exemptions:
    return Exemptions(tuple(policies[KEY].value or ()), on, calendar, policies)
