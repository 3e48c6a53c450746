"""A warning's frozen evidence and thresholds as rows of a page, in the words of its rule."""

from types import ModuleType

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.models import EarlyWarning


def rule_of(code: str) -> ModuleType | None:
    """The rule's module; None for warnings of other sources."""
    return next((rule for rule in import_string(settings.PORTAL_RULES) if code == rule.CODE), None)


def evidence_rows(warning: EarlyWarning) -> list[tuple[str, str]]:
    """Label and value of each figure that has a label; lists are counted, their rows stay with the figures' owner."""
    rule = rule_of(warning.rule)
    labels = getattr(rule, "LABELS", {})
    return [(labels[key], _text(value)) for key, value in warning.evidence.items() if key in labels]


def threshold_rows(warning: EarlyWarning) -> list[tuple[str, str, str]]:
    """Label, value with unit and source of each threshold the finding was graded by."""
    rule = rule_of(warning.rule)
    if rule is None:
        return []
    return [(t.label, f"{warning.thresholds.get(t.key)} {t.unit}", t.source) for t in rule.DEFAULTS if warning.thresholds.get(t.key) is not None]


def _text(value) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return f"{len(value)} 条"
    return str(value)
