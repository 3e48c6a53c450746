"""A warning's frozen evidence and thresholds as rows of a page, in the words of its rule."""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.models import EarlyWarning
from portal.accounts.rights import may
from portal.lib import show
from portal.lib.rules import rows_page
from portal.tenancy.scope import Actor
from projects.enums import ProjectState
from projects.models import Project

NO_SOURCES: Mapping[str, str] = {}
_AMOUNT = re.compile(r"-?\d+\.\d{2}$")  # evidence holds amounts as strings with two decimals


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
    }


def rows_url(warning: EarlyWarning, project: Project, actor: Actor) -> str:
    """The page with the rows behind the figures, for whoever may open it; they are those of now, the figures those of the day."""
    rule = rule_of(warning.rule)
    found = rows_page(rule, project.code, warning.evidence) if rule and warning.evidence else None
    return found.url if found and may(actor, found.verb) else ""


def evidence_rows(warning: EarlyWarning) -> list[tuple[str, ...]]:
    """Label and value of each figure in the words frozen with it; of warnings older than that in those of the rule as it is."""
    shown = _frozen(warning)
    written = [(label, _text(key, warning.evidence[key])) for key, label in shown.get("labels", ()) if key in warning.evidence]
    return written or [tuple(row) for row in shown.get("evidence", ())]  # once the values stood there too


def threshold_rows(warning: EarlyWarning) -> list[tuple[str, ...]]:
    """Label, value with unit and source of each line the finding was graded by."""
    return [tuple(row) for row in _frozen(warning).get("thresholds", ())]


def change_told(shown: dict[str, list[list[str]]], before: dict[str, Any], after: dict[str, Any]) -> tuple[str, str]:
    """The figures that differ between two states of the evidence, in the words frozen with the warning."""
    labels = [(key, label) for key, label in shown.get("labels", ()) if before.get(key) != after.get(key)]
    was, became = ("、".join(f"{label} {_text(key, side[key])}" for key, label in labels if key in side) for side in (before, after))
    return was, became


def words_told(shown: dict[str, list[list[str]]]) -> dict[str, list]:
    """Frozen words without the keys they belong to."""
    return shown | {"labels": [label for _, label in shown["labels"]]} if "labels" in shown else shown


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
