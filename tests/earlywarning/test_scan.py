"""The scan is a pure function of the day and the data."""

import datetime as dt

import pytest
from django.urls import reverse

from earlywarning.actions.handle import clear_warning, verify_warning
from earlywarning.actions.scan import scan
from earlywarning.actions.tell_parties import TITLE
from earlywarning.enums import WarningState
from earlywarning.models import ClearanceItem, EarlyWarning, WarningEvent
from portal.documents.actions.store_file import store_file
from portal.lib.errors import Refused
from portal.lib.rules import Threshold
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.projects import make_project
from tests.make.tenancy import policy_row


def rows(**wanted):
    actor = system_actor()
    with acting(actor):
        return list(EarlyWarning.objects.visible_to(actor).filter(**wanted).select_related("project"))


def run(rule, day, at):
    return scan((rule,), on=day, at=at)


def test_a_hit_opens_a_warning_with_its_evidence_law_and_clock(project, rule, day, at):
    rule.says(project, 20)
    summary = run(rule, day, at)
    (warning,) = rows()
    assert (summary["opened"], summary["open"]) == (1, {"red": 1, "yellow": 0, "blue": 0})
    assert warning.level == warning.level_figures == "red"
    assert warning.evidence == {"people": 20}
    assert warning.thresholds == {"line": "10"}
    assert warning.explain == "有 20 人，达到 10 人。"
    assert warning.law == ["样例条例 第一条"]
    assert warning.due_at is not None


def items():
    actor = system_actor()
    with acting(actor):
        return [(i.title, i.level, i.people, i.amount, i.stage, i.next_act) for i in ClearanceItem.objects.visible_to(actor)]


def test_the_desk_says_the_conclusion_with_people_and_follows_the_figures(project, rule, day, at):
    rule.says(project, 12)
    run(rule, day, at)
    assert items() == [("12 人没有发到工资", "yellow", 12, None, "待核实", "核实")]
    rule.rows.clear()
    rule.says(project, 21)
    run(rule, day + dt.timedelta(days=9), at)  # the red term would end later than the yellow one does
    assert items() == [("21 人没有发到工资", "red", 21, None, "待核实", "核实")]


def test_a_repeat_opens_changes_and_closes_nothing(project, rule, day, at):
    rule.says(project, 20)
    run(rule, day, at)
    again = run(rule, day, at)
    assert (again["opened"], again["changed"], again["closed"]) == (0, 0, 0)


@pytest.mark.parametrize(("people", "level"), [(9, None), (10, "yellow"), (19, "yellow"), (20, "red")])
def test_the_level_follows_the_thresholds_just_under_and_just_over(project, rule, day, at, people, level):
    rule.says(project, people)
    run(rule, day, at)
    assert [w.level for w in rows()] == ([level] if level else [])


def test_a_tenants_own_threshold_decides_in_its_county_alone(tree, project, rule, day, at):
    with acting(system_actor()):
        neighbour = make_project(tree.neighbour, "邻县样例")
    policy_row(tree.county, "rules.T01.line", 30, valid_from=dt.date(2026, 1, 1))
    rule.says(project, 20)
    rule.says(neighbour, 20)
    run(rule, day, at)
    assert [w.project_id for w in rows()] == [neighbour.pk]


def test_two_years_later_the_page_still_shows_exactly_why(tree, project, rule, county_inspector, day, at, client_of, monkeypatch):
    """The rule, its words, its figures and the document behind them have all become others since."""
    policy_row(tree.county, "rules.T01.line", 12, source="平定县政办〔2026〕3号")
    rule.says(project, 15)
    scan((rule,), on=day, at=at)
    rule.rows.clear()
    scan((rule,), on=day + dt.timedelta(days=1), at=at)
    changed = {
        "VERSION": 7, "TITLE": "改过的名称", "LAW": ("改过的条例",), "LABELS": {"people": "改过的词"},
        "DEFAULTS": (Threshold("line", "改过的线", 99, "户", "改过的出处"),), "explain": lambda *_: "改过的话", "remedy": lambda _: ["改过的办法"],
    }  # fmt: skip
    for name, value in changed.items():
        monkeypatch.setattr(rule, name, value)
    monkeypatch.setattr("earlywarning.facts_shown.rule_of", lambda _: rule)
    policy_row(tree.county, "rules.T01.line", 50, source="改过的文件", valid_from=day + dt.timedelta(days=700))
    (row,) = rows()
    page = client_of(county_inspector).get(reverse("warning", args=[row.uid])).content.decode()
    for words in (
        "样例规则",
        "第 1 版",
        "人数（人）",
        "黄色线",
        "12 人",
        "平定县政办〔2026〕3号",
        "有 15 人，达到 12 人。",
        "样例条例 第一条",
        "施工总承包单位补发工资",
    ):
        assert words in page, words
    assert "改过的" not in page


def test_worse_figures_raise_the_level_and_the_history_tells_it(project, rule, day, at):
    rule.says(project, 10)
    run(rule, day, at)
    rule.rows.clear()
    rule.says(project, 25)
    summary = run(rule, day + dt.timedelta(days=1), at)
    (warning,) = rows()
    assert (summary["changed"], warning.level, warning.evidence) == (1, "red", {"people": 25})
    actor = system_actor()
    with acting(actor):
        titles = list(WarningEvent.objects.visible_to(actor).order_by("id").values_list("title", flat=True))
    assert titles == ["产生黄色预警", TITLE, "由黄色变为红色", TITLE]


def test_a_cause_that_is_gone_closes_the_warning_and_stops_its_clock(project, rule, day, at):
    rule.says(project, 20)
    run(rule, day, at)
    rule.rows.clear()
    summary = run(rule, day + dt.timedelta(days=1), at)
    (warning,) = rows()
    assert summary["closed"] == 1
    assert (warning.state, warning.closed_on) == (WarningState.CLOSED_BY_DATA, day + dt.timedelta(days=1))
    actor = system_actor()
    with acting(actor):
        assert not ClearanceItem.objects.visible_to(actor).pending().exists()


def test_a_warning_cleared_on_proof_stays_cleared_until_the_figures_are_worse(project, county_inspector, rule, day, at):
    rule.says(project, 10)
    run(rule, day, at)
    with acting(county_inspector):
        warning = EarlyWarning.objects.visible_to(county_inspector).get()
        proof = store_file(
            actor=county_inspector,
            content=b"%PDF-1.4 x",
            name="回单.pdf",
            kind="warning_proof",
            media_type="application/pdf",
            region_id=project.region_id,
            at=at,
        )
        warning = verify_warning(warning, actor=county_inspector, at=at, note="已到现场核实，工资已发。")
        clear_warning(warning, actor=county_inspector, at=at, note="银行回单显示已发到卡。", proof=proof)
    assert run(rule, day + dt.timedelta(days=1), at)["opened"] == 0
    rule.rows.clear()
    rule.says(project, 30)
    assert run(rule, day + dt.timedelta(days=2), at)["opened"] == 1
    assert sorted(w.state for w in rows()) == ["cleared", "open"]


def test_one_warning_for_each_subcontractor_and_month(project, rule, day, at):
    for month in (dt.date(2026, 9, 1), dt.date(2026, 10, 1)):
        rule.says(project, 20, month=month)
    assert run(rule, day, at)["opened"] == 2
    assert run(rule, day, at)["opened"] == 0


def test_an_unknown_rule_is_refused(project, rule, day, at):
    with pytest.raises(Refused, match="没有规则"):
        scan((rule,), on=day, at=at, code="W99")


def test_a_scan_killed_in_the_middle_leaves_nothing_and_the_next_is_whole(project, rule, day, at):
    class Killed(RuntimeError):
        pass

    def dies(evidence):
        raise Killed

    rule.says(project, 20)
    rule.remedy, kept = dies, rule.remedy
    with pytest.raises(Killed):
        run(rule, day, at)
    assert rows() == []
    rule.remedy = kept
    assert run(rule, day, at)["opened"] == 1


def test_the_cost_in_queries_does_not_grow_with_the_projects(tree, rule, day, at, django_assert_max_num_queries):
    with acting(system_actor()):
        projects = [make_project(tree.county) for _ in range(6)]
    rule.says(projects[0], 20)
    with django_assert_max_num_queries(60) as first:
        run(rule, day, at)
    for project in projects[1:]:
        rule.says(project, 20)
    with django_assert_max_num_queries(len(first)):
        assert run(rule, day, at)["opened"] == 5


class TestPastDays:
    """A scan of a past day neither undoes nor repeats what later scans know."""

    def test_it_leaves_alone_what_a_later_scan_has_seen(self, project, rule, day, at):
        rule.says(project, 20)
        run(rule, day, at)
        rule.rows.clear()
        past = run(rule, day - dt.timedelta(days=5), at)
        (warning,) = rows()
        assert (past["closed"], past["changed"], warning.state, warning.as_of) == (0, 0, "open", day)

    def test_it_opens_what_no_scan_has_seen(self, project, rule, day, at):
        rule.says(project, 20)
        assert run(rule, day - dt.timedelta(days=5), at)["opened"] == 1
        assert run(rule, day, at)["opened"] == 0

    def test_it_does_not_open_again_what_stood_then_and_has_ended(self, project, rule, day, at):
        rule.says(project, 20)
        run(rule, day - dt.timedelta(days=5), at)
        rule.rows.clear()
        run(rule, day, at)
        rule.says(project, 20)
        assert run(rule, day - dt.timedelta(days=2), at)["opened"] == 0
        assert run(rule, day, at)["opened"] == 1
