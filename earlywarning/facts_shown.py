"""A warning's frozen evidence and thresholds as rows of a page, in the words of its rule."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from itertools import zip_longest
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.models import EarlyWarning
from portal.accounts.rights import may
from portal.lib import show
from portal.lib.rules import Held, RowsPage, rows_page
from portal.tenancy.scope import Actor
from projects.enums import ProjectState
from projects.models import Project

NO_SOURCES: Mapping[str, str] = {}
_AMOUNT = re.compile(r"-?\d+\.\d{2}$")  # evidence holds amounts as strings with two decimals


@dataclass(frozen=True)
class Line:
    """A line with its value and document; ``actual`` is the figure it is compared with and ``is_met`` whether that meets it, as far as the evidence tells."""

    label: str
    value: str
    source: str
    actual: str = ""
    is_met: bool | None = None


def rule_of(code: str) -> ModuleType | None:
    """The rule's module; None for warnings of other sources."""
    return next((rule for rule in import_string(settings.PORTAL_RULES) if code == rule.CODE), None)


def as_shown(
    rule: ModuleType, evidence: dict[str, Any], thresholds: dict[str, str | None], sources: Mapping[str, str] = NO_SOURCES
) -> dict[str, list[list[str]]]:
    """The words in which the page says the figures and the lines they crossed, to be frozen with the warning: keys with their labels, and label, value
    and document of each line. The values of the figures are the evidence's own, and frozen there.

    Lists of exemptions are no lines.
    """
    lines = [t for t in rule.DEFAULTS if t.kind is not list and thresholds.get(t.key) is not None]
    return {
        "labels": [[key, label] for key, label in rule.LABELS.items() if key in evidence],
        "thresholds": [[t.label, f"{thresholds[t.key]} {t.unit}".strip(), sources.get(t.key) or t.source] for t in lines],
        "held": [[t.key, *astuple(t.held)] if t.held else [] for t in lines],
    }


def rows_url(warning: EarlyWarning, project: Project, actor: Actor) -> str:
    """The page with the rows behind the figures, for whoever may open it; they are those of now, the figures those of the day."""
    found = page_of_rows(warning, project)
    return found.url if found and may(actor, found.verb) else ""


def page_of_rows(warning: EarlyWarning, project: Project) -> RowsPage | None:
    """Where the rows behind the figures are read; none of a warning without a rule, or of a rule that has no such page."""
    rule = rule_of(warning.rule)
    return rows_page(rule, project.code, warning.evidence) if rule and warning.evidence else None


def evidence_rows(warning: EarlyWarning) -> list[tuple[str, ...]]:
    """Label and value of each figure in the words frozen with it; of warnings older than that in those of the rule as it is."""
    shown = _frozen(warning)
    written = [(label, _text(key, warning.evidence[key])) for key, label in shown.get("labels", ()) if key in warning.evidence]
    return written or [tuple(row) for row in shown.get("evidence", ())]  # once the values stood there too


def threshold_rows(warning: EarlyWarning) -> list[Line]:
    """Each line the finding was graded by, with the figure of the evidence it is compared with."""
    shown = _frozen(warning)
    return [Line(*row, *_held(warning, held)) for row, held in zip_longest(shown.get("thresholds", ()), shown.get("held", ()), fillvalue=())]


def _held(warning: EarlyWarning, frozen: Sequence[str]) -> tuple[str, bool | None]:
    """The figure in words and whether it meets the line; neither of a line that no figure stands against, or of words frozen before that was told."""
    if not frozen:
        return "", None
    key, held = frozen[0], Held(*frozen[1:])
    found = held.meets(warning.evidence, warning.thresholds[key])
    return ("", None) if found is None else (_text(held.figure, warning.evidence[held.figure]), found)


def change_told(shown: dict[str, list[list[str]]], before: dict[str, Any], after: dict[str, Any]) -> tuple[str, str]:
    """The figures that differ between two states of the evidence, in the words frozen with the warning."""
    labels = [(key, label) for key, label in shown.get("labels", ()) if before.get(key) != after.get(key)]
    was, became = ("、".join(f"{label} {_text(key, side[key])}" for key, label in labels if key in side) for side in (before, after))
    return was, became


def words_told(shown: dict[str, list[list[str]]]) -> dict[str, list]:
    """Frozen words without the keys they belong to."""
    told = {name: rows for name, rows in shown.items() if name != "held"}
    return told | {"labels": [label for _, label in shown["labels"]]} if "labels" in shown else told


def _frozen(warning: EarlyWarning) -> dict[str, list[list[str]]]:
    rule = None if warning.shown else rule_of(warning.rule)
    return as_shown(rule, warning.evidence, warning.thresholds) if rule else warning.shown


def _text(key: str, value: Any) -> str:
    """A list is counted, its rows stay with the figures' owner."""
    if key == "state":
        return dict(ProjectState.choices).get(value, str(value))
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return f"{len(value)} 条"
    return show.money(Decimal(value)) if _AMOUNT.match(str(value)) else str(value)
