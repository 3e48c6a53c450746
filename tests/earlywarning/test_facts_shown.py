"""What the page of a warning says in the words of its rule."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.facts_shown import Line, as_shown, evidence_rows, rows_url, rule_of, threshold_rows, words_told
from earlywarning.models import EarlyWarning
from portal.lib import rules
from portal.lib.rules import Held
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
    assert [(line.value, bool(line.source)) for line in rows] == [("15 天", True)]


def test_a_warning_of_another_source_has_no_rule_and_no_rows():
    assert evidence_rows(shown({"people": 1}, rule="X99")) == threshold_rows(shown({}, {"line": "1"}, rule="X99")) == []


def test_the_words_are_those_frozen_with_the_warning_and_the_values_those_of_its_evidence():
    frozen = as_shown(rule_of("W01"), {"days_over": 12, "secret": 1}, {})
    warning = shown({"days_over": 13, "secret": 1})
    warning.shown = {"labels": [["days_over", "从前的词（天）"], ["gone", "没有的"]], "thresholds": [["从前的线", "5 天", "从前的出处"]]}
    assert frozen["labels"] == [["days_over", "超期（天）"]]
    assert (evidence_rows(warning), threshold_rows(warning)) == ([("从前的词（天）", "13")], [Line("从前的线", "5 天", "从前的出处")])


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


def lines_of(warning: EarlyWarning) -> list[tuple[str, str, bool | None]]:
    return [(line.value, line.actual, line.is_met) for line in threshold_rows(warning)]


def test_each_line_stands_beside_the_figure_it_is_compared_with():
    figures = {"overdue_workdays": 15, "unpaid_months": 3, "people": 42, "unpaid_people": 21}
    lines = {"yellow_workdays": "5", "red_workdays": "15", "red_months": "3", "unpaid_percent": "30"}
    told = lines_of(shown(figures, lines, "W12"))
    assert told == [("5 个工作日", "15", True), ("15 个工作日", "15", False), ("3 个月", "3", True), ("30 %", "", None)]


def test_a_rounded_share_is_compared_by_what_it_was_reckoned_from():
    figures = {"percent": "50.0", "balance": "49999.00", "needed": "100000.00", "days_left": 11}
    assert lines_of(shown(figures, {"red_percent": "50", "red_days": "10"}, "W08")) == [("50 %", "50.0", True), ("10 天", "11", False)]


def test_a_figure_that_is_not_known_meets_no_line():
    assert lines_of(shown({"silent_days": None, "flow_days": 36}, {"yellow_days": "15", "flow_days": "35"}, "W20")) == [
        ("15 天", "", None),
        ("35 天", "36", True),
    ]


def test_which_figure_a_line_is_compared_with_is_frozen_with_the_words():
    warning = shown({"then": 7}, {"line": "6"})
    warning.shown = {"labels": [["then", "从前的词"]], "thresholds": [["从前的线", "6 天", "从前的出处"]], "held": [["line", "then", ">", "", ""]]}
    assert lines_of(warning) == [("6 天", "7", True)]
    assert words_told(warning.shown) == {"labels": ["从前的词"], "thresholds": [["从前的线", "6 天", "从前的出处"]]}


WORDS = {">": ("超过",), ">=": ("达到", "不少于", "满"), "<": ("低于",), "<=": ("不超过",)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_every_comparison_is_of_a_figure_the_page_shows_and_as_its_label_says(rule):
    for threshold in rule.DEFAULTS:
        if threshold.held is None:
            continue
        held: Held = threshold.held
        assert {held.figure, held.part or held.figure, held.whole or held.figure} <= rule.LABELS.keys(), threshold.key
        said = [sign for sign, words in WORDS.items() if any(f"（{word}" in threshold.label for word in words)]
        assert said in ([], [held.sign]), threshold.label
