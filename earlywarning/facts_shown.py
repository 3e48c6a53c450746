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
    """What the page says of the figures and of the lines they crossed, to be frozen with the warning: label and value, and the document behind a line.

    Lists are counted, their rows stay with the figures' owner; lists of exemptions are no lines.
    """
    lines = [t for t in rule.DEFAULTS if t.kind is not list and thresholds.get(t.key) is not None]
    return {
        "evidence": [[label, _text(key, evidence[key])] for key, label in rule.LABELS.items() if key in evidence],
        "thresholds": [[t.label, f"{thresholds[t.key]} {t.unit}".strip(), sources.get(t.key) or t.source] for t in lines],
    }


def rows_url(warning: EarlyWarning, project: Project, actor: Actor) -> str:
    """The page with the rows behind the figures, for whoever may open it; they are those of now, the figures those of the day."""
    rule = rule_of(warning.rule)
    found = rows_page(rule, project.code, warning.evidence) if rule and warning.evidence else None
    return found.url if found and may(actor, found.verb) else ""


def evidence_rows(warning: EarlyWarning) -> list[tuple[str, ...]]:
    """Label and value of each figure, as frozen; of warnings older than that by the rule as it is."""
    return _frozen(warning, "evidence")


def threshold_rows(warning: EarlyWarning) -> list[tuple[str, ...]]:
    """Label, value with unit and source of each line the finding was graded by."""
    return _frozen(warning, "thresholds")


def _frozen(warning: EarlyWarning, part: str) -> list[tuple[str, ...]]:
    rule = None if warning.shown else rule_of(warning.rule)
    shown = as_shown(rule, warning.evidence, warning.thresholds) if rule else warning.shown
    return [tuple(row) for row in shown.get(part, ())]


def _text(key: str, value: Any) -> str:
    if key == "state":
        return dict(ProjectState.choices).get(value, str(value))
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return f"{len(value)} 条"
    return show.money(Decimal(value)) if _AMOUNT.match(str(value)) else str(value)
