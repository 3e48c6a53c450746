"""What the page of a warning says in the words of its rule."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.facts_shown import as_shown, evidence_rows, rows_url, rule_of, threshold_rows
from earlywarning.models import EarlyWarning
from portal.lib import rules
from projects.models import Project

RULES = import_string(settings.PORTAL_RULES)


def shown(evidence: dict, thresholds: dict | None = None, rule: str = "W01") -> EarlyWarning:
    return EarlyWarning(rule=rule, evidence=evidence, thresholds=thresholds or {})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_every_rule_has_words_for_its_figures(rule):
    assert rule.LABELS and all(label and not label.isascii() for label in rule.LABELS.values())


def test_a_rule_without_words_is_no_rule():
    broken = type(rules)("broken")
    broken.__dict__.update({name: None for name in rules.REQUIRED if name != "LABELS"})
    with pytest.raises(TypeError, match="LABELS"):
        rules.check(broken)


def test_figures_stand_in_the_order_of_the_rule_and_unknown_keys_are_left_out():
    rows = evidence_rows(shown({"days_over": 12, "trigger_on": "2026-05-04", "secret": 1}))
    assert [value for _, value in rows] == ["2026-05-04", "12"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "—"), ("", "—"), (True, "是"), (False, "否"), ([1, 2], "2 条"), (0, "0"), ("228680.00", "228,680.00"), ("2026-10", "2026-10"), ("25.0", "25.0")],
)
def test_values_are_shown_as_people_read_them(value, text):
    assert evidence_rows(shown({"wages_due": value}))[0][1] == text


def test_a_sites_state_is_shown_in_words():
    assert evidence_rows(shown({"state": "under_construction"}))[0][1] == "在建"


def test_lines_are_shown_with_unit_and_source_and_lists_of_exemptions_are_not():
    rows = threshold_rows(shown({}, {"red_attendance_days": "15", "exempt_states": "['settled']", "stock_grace_days": None}))
    assert [(value, bool(source)) for _, value, source in rows] == [("15 天", True)]


def test_a_warning_of_another_source_has_no_rule_and_no_rows():
    assert evidence_rows(shown({"people": 1}, rule="X99")) == threshold_rows(shown({}, {"line": "1"}, rule="X99")) == []


def test_the_words_are_those_frozen_with_the_warning_and_the_values_those_of_its_evidence():
    frozen = as_shown(rule_of("W01"), {"days_over": 12, "secret": 1}, {})
    warning = shown({"days_over": 13, "secret": 1})
    warning.shown = {"labels": [["days_over", "从前的词（天）"], ["gone", "没有的"]], "thresholds": [["从前的线", "5 天", "从前的出处"]]}
    assert frozen["labels"] == [["days_over", "超期（天）"]]
    assert (evidence_rows(warning), threshold_rows(warning)) == ([("从前的词（天）", "13")], [("从前的线", "5 天", "从前的出处")])


def test_a_warning_frozen_with_its_values_shows_them():
    """As they were written before words and values were kept apart."""
    warning = shown({"days_over": 13})
    warning.shown = {"evidence": [["超期（天）", "12"]], "thresholds": []}
    assert evidence_rows(warning) == [("超期（天）", "12")]


def test_whoever_may_open_them_is_led_to_the_rows_behind_the_figures(county_inspector, owner):
    project = Project(code="140321-2026-1")
    warning = shown({"month": "2026-10"}, rule="W13")
    assert rows_url(warning, project, county_inspector) == "/wagepay/140321-2026-1/2026-10/reconcile/?kind=short_paid"
    assert rows_url(warning, project, owner) == "", "single people are not for the owner"
    assert rows_url(shown({"days_over": 12}), project, county_inspector) == "", "a rule without such a page"
