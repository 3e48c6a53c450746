"""What a rule of law looks like to the engine; the rules themselves live in the lowest room that has their data.

A rule is a module with ``CODE``, ``TITLE``, ``LAW`` (citations), ``VERSION``, ``DEFAULTS`` (thresholds), ``LABELS`` (evidence
key -> Chinese label with its unit, in the order of the page) and the functions

* ``find(regions, on, thresholds) -> list[Found]``: one set-based query over the regions' projects on a day;
* ``grade(evidence, thresholds) -> Level | None``: the level by the figures, ``None`` = no warning;
* ``headline(evidence) -> str``: the conclusion in at most forty characters, the title of the warning's page and its line on a desk;
* ``affected(evidence) -> Affected``: how many people and how much money it is about, as far as the figures tell;
* ``explain(evidence, thresholds) -> str``: one Chinese sentence with the figures, which an enterprise can contest;
* ``remedy(evidence) -> list[str]``: what turns it green, each step with who does it.

``LEVELS`` names the levels it can give where that is not all three. ``rows_at(project_code, evidence) -> RowsPage`` is the page on which the rows
behind the figures are read, with the verb that opens it.
"""

import datetime as dt
import enum
import operator
from dataclasses import dataclass, field
from decimal import Decimal
from types import ModuleType
from typing import Any


class Level(enum.StrEnum):
    """蓝 提示, 黄 警示, 红 已欠薪或即将欠薪."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"

    @property
    def rank(self) -> int:
        return ("blue", "yellow", "red").index(self.value)


SIGNS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


@dataclass(frozen=True)
class Held:
    """The figure of the evidence that a line is held against; the line is met where the figure stands to it by ``sign``.

    Of a share in rounded per cent, ``part`` and ``whole`` name what it was reckoned from, and those are compared.
    """

    figure: str
    sign: str
    part: str = ""
    whole: str = ""

    def meets(self, evidence: dict[str, Any], line: Any) -> bool | None:
        """None where the evidence does not tell."""
        values = [evidence.get(name) for name in (self.part, self.whole)] if self.part else [evidence.get(self.figure)]
        if None in values:
            return None
        is_met = SIGNS[self.sign]
        numbers = [Decimal(str(value)) for value in values]
        return is_met(numbers[0] * 100, numbers[1] * Decimal(str(line))) if self.part else is_met(numbers[0], Decimal(str(line)))


@dataclass(frozen=True)
class Threshold:
    """A figure a tenant may set; its policy key is ``rules.<CODE>.<key>``. ``held`` says which figure of a finding it is compared with."""

    key: str
    label: str
    default: Any
    unit: str
    source: str
    certainty: str = "P"
    kind: type = int
    choices: tuple[tuple[str, str], ...] = ()
    held: Held | None = None

    def words(self, value: Any) -> str:
        """A value for people: the names of choices instead of their codes, yes and no, numbers with their unit."""
        names = dict(self.choices)
        if isinstance(value, list):
            return "、".join(names.get(item, str(item)) for item in value) or "无"
        if isinstance(value, bool):
            return "是" if value else "否"
        return names.get(value) or " ".join(filter(None, (str(value), self.unit)))


@dataclass(frozen=True)
class Found:
    """One project (of one subcontractor, of one month) that the query returned, with its figures as evidence.

    ``evidence`` holds JSON values only: amounts as strings with two decimals, dates ISO, counts as int.
    """

    project_id: int
    region_id: int
    evidence: dict[str, Any] = field(hash=False)
    subcontractor_id: int | None = None
    month: dt.date | None = None


@dataclass(frozen=True)
class Affected:
    """人数 and 元 of a finding; None where the figures do not tell."""

    people: int | None = None
    amount: Decimal | None = None


REQUIRED = ("CODE", "TITLE", "LAW", "VERSION", "DEFAULTS", "LABELS", "find", "grade", "headline", "affected", "explain", "remedy")


def check(rule: ModuleType) -> ModuleType:
    """A module that lacks a part of a rule is a fault that stops the start."""
    missing = [name for name in REQUIRED if not hasattr(rule, name)]
    if missing:
        raise TypeError(f"{rule.__name__} is no rule: {missing} missing")
    return rule


@dataclass(frozen=True)
class RowsPage:
    """An address and who may open it."""

    url: str
    verb: str


def rows_page(rule: ModuleType, project_code: str, evidence: dict[str, Any]) -> RowsPage | None:
    """Where one reads the rows behind a finding; none where the rule names no page."""
    return rule.rows_at(project_code, evidence) if hasattr(rule, "rows_at") else None


def levels_of(rule: ModuleType) -> tuple[Level, ...]:
    """The levels a rule can give."""
    return getattr(rule, "LEVELS", tuple(Level))


def policy_key(rule: ModuleType, threshold: Threshold) -> str:
    return f"rules.{rule.CODE}.{threshold.key}"
