"""How the tests of rules ask a rule: with the defaults and one or two figures changed."""

import datetime as dt
import json

from portal.lib.rules import Found, rows_page
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting

SEPTEMBER, OCTOBER = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
DUE, ON = dt.date(2026, 10, 20), dt.date(2026, 11, 1)


def defaults(rule, **changes) -> dict:
    return {t.key: t.default for t in rule.DEFAULTS} | changes


def found(rule, project, on=ON, **changes) -> list[Found]:
    """What the rule finds in the project's county."""
    with acting(system_actor()):
        return rule.find([project.region_id], on, defaults(rule, **changes))


def level(rule, evidence: dict, **changes):
    return rule.grade(evidence, defaults(rule, **changes))


def told(rule, hit: Found) -> tuple[str, str, list[str]]:
    """Everything a person reads of a finding; that it can be made at all is part of every test."""
    assert set(rule.LABELS) & set(hit.evidence), "the page has figures to show"
    assert json.loads(json.dumps(hit.evidence)) == hit.evidence, "it is kept as JSON"
    assert rows_page(rule, "140321-2026-1", hit.evidence).url.startswith("/wagepay/140321-2026-1/"), "a page has the rows behind them"
    head = rule.headline(hit.evidence)
    assert 0 < len(head) <= 60 and "None" not in head
    words = rule.explain(hit.evidence, defaults(rule))
    assert words.endswith("。") and "None" not in words
    return head, words, rule.remedy(hit.evidence)
