"""A warning's frozen evidence and thresholds as rows of a page, in the words of its rule."""

import re
from decimal import Decimal
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.models import EarlyWarning
from portal.lib import show
from projects.enums import ProjectState

_AMOUNT = re.compile(r"-?\d+\.\d{2}$")  # evidence holds amounts as strings with two decimals


def rule_of(code: str) -> ModuleType | None:
    """The rule's module; None for warnings of other sources."""
    return next((rule for rule in import_string(settings.PORTAL_RULES) if code == rule.CODE), None)


def evidence_rows(warning: EarlyWarning) -> list[tuple[str, str]]:
    """Label and value of each figure that has a label, in the rule's order; lists are counted, their rows stay with the figures' owner."""
    rule = rule_of(warning.rule)
    labels = rule.LABELS if rule else {}
    return [(label, _text(key, warning.evidence[key])) for key, label in labels.items() if key in warning.evidence]


def threshold_rows(warning: EarlyWarning) -> list[tuple[str, str, str]]:
    """Label, value with unit and source of each line the finding was graded by; lists of exemptions are no lines."""
    rule = rule_of(warning.rule)
    lines = [t for t in (rule.DEFAULTS if rule else ()) if t.kind is not list and warning.thresholds.get(t.key) is not None]
    return [(t.label, f"{warning.thresholds[t.key]} {t.unit}".strip(), t.source) for t in lines]


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
