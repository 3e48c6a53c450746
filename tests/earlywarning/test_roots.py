"""One root, one warning; exemptions, stock and duties; what others reported."""

import datetime as dt

import pytest

from earlywarning import exemptions, root_causes
from earlywarning.actions.report_warning import Report, report_warning
from earlywarning.actions.scan import scan
from earlywarning.catalogue import NOT_COMPUTED, PLATFORM, RAISED, TITLES, WAITING, waiting
from earlywarning.enums import WarningSource
from earlywarning.exemptions import Exemptions
from earlywarning.lanes import lane_of
from earlywarning.models import ClearanceItem, EarlyWarning, WarningReport
from earlywarning.queries.ledger import ledger_figures
from portal.lib.errors import Refused
from portal.operations.rules import RULES
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import acting
from projects.enums import ProjectState, SiteKind
from projects.models import Project, SiteState
from tests.make.earlywarning import Finding
from tests.make.projects import make_project
from tests.make.tenancy import holiday, policy_row, saved

OCTOBER = dt.date(2026, 10, 1)


def rows(**wanted):
    actor = system_actor()
    with acting(actor):
        return list(EarlyWarning.objects.visible_to(actor).filter(**wanted).order_by("pk"))


def states():
    return {(row.rule, row.state) for row in rows()}


@pytest.fixture
def pair(monkeypatch):
    """A parent and a child of the same month, and a child of the whole project."""
    month = root_causes.Root("T01", "T02", root_causes.MONTH, "样例")
    project = root_causes.Root("T01", "T03", root_causes.PROJECT, "样例")
    monkeypatch.setattr(root_causes, "ROOTS", (month, project))
    return Finding("T03"), Finding("T02"), Finding("T01")  # children first: the engine finds the order


class TestRoots:
    def test_the_child_is_told_on_the_parents_page_and_opens_no_warning(self, pair, project, day, at):
        whole, month, parent = pair
        parent.says(project, 20, month=OCTOBER)
        month.says(project, 12, month=OCTOBER)
        whole.says(project, 11)
        assert scan(pair, on=day, at=at)["opened"] == 1
        (row,) = rows()
        assert row.folded == {"T02": ["12 人没有发到工资"], "T03": ["11 人没有发到工资"]}
        again = scan(pair, on=day, at=at)
        assert (again["opened"], again["changed"], again["closed"]) == (0, 0, 0)

    def test_another_month_is_another_root(self, pair, project, day, at):
        _, month, parent = pair
        parent.says(project, 20, month=OCTOBER)
        month.says(project, 12, month=dt.date(2026, 9, 1))
        assert scan(pair, on=day, at=at)["opened"] == 2

    def test_a_child_that_stood_alone_goes_into_its_parent_and_comes_back_when_the_parent_ends(self, pair, project, day, at):
        _, month, parent = pair
        month.says(project, 12, month=OCTOBER)
        scan(pair, on=day, at=at)
        parent.says(project, 20, month=OCTOBER)
        scan(pair, on=day + dt.timedelta(days=1), at=at)
        assert states() == {("T02", "closed_by_data"), ("T01", "open")}
        assert "并入同一根因" in rows(rule="T02")[0].closing_note
        parent.rows.clear()
        scan(pair, on=day + dt.timedelta(days=2), at=at)
        assert states() == {("T02", "closed_by_data"), ("T01", "closed_by_data"), ("T02", "open")}

    def test_what_went_into_its_root_is_not_counted_as_cleared_and_hands_its_term_on(self, pair, project, day, at):
        """A red child of three days, and a day later its yellow parent of five: the parent has the child's last day."""
        _, month, parent = pair
        month.says(project, 20, month=OCTOBER)
        scan(pair, on=day, at=at)
        parent.says(project, 12, month=OCTOBER)
        scan(pair, on=day + dt.timedelta(days=1), at=at)
        actor = system_actor()
        with acting(actor):
            child, heir = ClearanceItem.objects.visible_to(actor).order_by("pk")
            figures = [ledger_figures(actor, day + dt.timedelta(days=n))[project.region_id] for n in (0, 1, 3)]
        assert (child.state, heir.state, heir.due_on) == ("merged", "open", child.due_on) and rows(rule="T01")[0].due_at == child.due_at
        names = ("opened", "due", "cleared_in_time", "cleared_late", "due_cleared", "outstanding")
        assert [tuple(row[name] for name in names) for row in figures] == [(1, 0, 0, 0, 0, 1), (1, 0, 0, 0, 0, 1), (0, 1, 0, 0, 0, 1)]

    def test_a_scan_of_the_child_alone_knows_the_parent_that_stands(self, pair, project, day, at):
        _, month, parent = pair
        parent.says(project, 20, month=OCTOBER)
        scan(pair, on=day, at=at)
        month.says(project, 12, month=OCTOBER)
        assert scan(pair, on=day, at=at, code="T02")["opened"] == 0
        assert rows()[0].folded == {"T02": ["12 人没有发到工资"]}

    def test_a_cause_of_the_whole_firm_is_one_warning_over_its_projects(self, tree, project, rule, day, at, monkeypatch):
        with acting(system_actor()):
            other = make_project(tree.county, "同一家的另一个", general_contractor=project.general_contractor)
            stranger = make_project(tree.county)
        monkeypatch.setattr("earlywarning.findings.FIRM_WIDE", {"T01"})
        for site in (project, other, stranger):
            rule.says(site, 20)
        assert scan((rule,), on=day, at=at)["opened"] == 2
        (parent,) = rows(project=project)
        assert parent.folded == {"T01": ["同一家的另一个：20 人没有发到工资"]} and not rows(project=other)
        assert scan((rule,), on=day, at=at)["opened"] == 0

    @pytest.mark.parametrize("child", ["W43", "W60"])
    def test_before_the_festival_and_in_a_stoppage_the_same_wages_are_one_red_warning(self, project, day, at, child):
        """法 §7.3: one root, one warning; a blue or yellow W12 does not hide the red of its child."""
        unpaid, near = Finding("W12"), Finding(child)
        unpaid.says(project, 12, month=OCTOBER)
        near.says(project, 20)
        scan((unpaid, near), on=day, at=at)
        assert {(row.rule, row.level) for row in rows()} == {("W12", "yellow"), (child, "red")}
        unpaid.rows[0].evidence.update(people=20)
        scan((unpaid, near), on=day + dt.timedelta(days=1), at=at)
        assert states() == {("W12", "open"), (child, "closed_by_data")}
        assert rows(rule="W12")[0].folded == {child: ["20 人没有发到工资"]}
        unpaid.rows.clear()
        scan((unpaid, near), on=day + dt.timedelta(days=2), at=at)
        assert (child, "open") in states(), "another subcontractor's month is still owed"

    def test_a_stopped_site_before_the_festival_is_one_warning(self, project, day, at):
        stopped, near = Finding("W60"), Finding("W43")
        for rule in (stopped, near):
            rule.says(project, 20)
        assert scan((near, stopped), on=day, at=at)["opened"] == 1
        assert rows()[0].rule == "W60" and "W43" in rows()[0].folded

    def test_the_table_names_rules_of_the_catalogue_and_turns_in_no_circle(self):
        assert {code for root in root_causes.ROOTS for code in (root.parent, root.child)} <= set(TITLES)
        assert root_causes.in_order(["W15", "W16", "W12", "W01"]) == ["W12", "W01", "W15", "W16"]


class TestExemptions:
    def says(self, code: str, on: dt.date, **fields) -> str:
        project = Project(**({"state": ProjectState.UNDER_CONSTRUCTION, "site_kind": SiteKind.CLOSED} | fields))
        return Exemptions(tuple(exemptions.DEFAULT), on, work_calendar(), {}).reason(code, project)

    @pytest.mark.django_db
    @pytest.mark.parametrize(("on", "silent"), [("2026-01-31", False), ("2026-02-01", True), ("2026-03-06", True), ("2026-03-07", False)])
    def test_silence_is_normal_around_the_spring_festival(self, on, silent):
        """2026: the statutory days of the festival are 16 to 19 February."""
        for day in range(16, 20):
            holiday(dt.date(2026, 2, day), name="春节")
        assert bool(self.says("W20", dt.date.fromisoformat(on))) is silent
        assert not self.says("W12", dt.date.fromisoformat(on)), "wages fall due in the festival as always"

    @pytest.mark.django_db
    def test_by_state_and_kind_of_the_site(self):
        on = dt.date(2026, 11, 20)
        assert self.says("W20", on, state=ProjectState.WINTER_BREAK) == "工地状态：冬歇期"
        assert self.says("W21", on, site_kind=SiteKind.LINEAR) == "工地类型：线性工程"
        assert not self.says("W20", on, site_kind=SiteKind.LINEAR) and not self.says("W01", on, state=ProjectState.STOPPED)

    def test_a_tenants_line_silences_the_rule_and_closes_what_stood(self, tree, project, rule, day, at):
        rule.says(project, 20)
        scan((rule,), on=day, at=at)
        policy_row(tree.county, exemptions.KEY, [{"rules": "T01、W99", "when": "site.closed", "days": 0}])
        assert scan((rule,), on=day, at=at)["closed"] == 1

    @pytest.mark.parametrize(("before", "since", "opened"), [("under_construction", "winter_break", [1, 0]), ("winter_break", "under_construction", [0, 1])])
    def test_a_day_that_is_caught_up_is_judged_by_the_state_the_site_had_then(self, tree, project, rule, day, at, before, since, opened):
        """The last day of the old state and the first of the new one, both scanned when the new one stands."""
        policy_row(tree.county, exemptions.KEY, [{"rules": "T01", "when": "state.winter_break", "days": 0}])
        with acting(system_actor()):
            states = SiteState.objects.visible_to(system_actor()).filter(project=project)
            states.update(state=before, since=dt.date(2020, 1, 1), until=day)
            saved(SiteState(project=project, region_id=project.region_id, state=since, since=day, recorded_by="样例", recorded_at=at))
            Project._base_manager.filter(pk=project.pk).update(state=since)
        rule.says(project, 20)
        assert [scan((rule,), on=on, at=at)["opened"] for on in (day - dt.timedelta(days=1), day)] == opened
        assert len(rows(state="open")) == opened[1]


class TestLanes:
    def test_stock_of_before_the_portal_stands_apart_until_its_grace_is_over(self, project, rule, day, at, monkeypatch):
        monkeypatch.setattr("earlywarning.lanes.DUTY_RULES", frozenset())
        rule.says(project, 20)
        rule.rows[0].evidence.update(stock_days=30)
        monkeypatch.setattr("earlywarning.wording.lane_of", lambda code, evidence, _: lane_with(evidence, 30))
        scan((rule,), on=day, at=at)
        (row,) = rows()
        assert (row.lane, row.due_at) == ("backlog", None) and not self.items()
        rule.rows[0].evidence.update(stock_days=31)
        scan((rule,), on=day + dt.timedelta(days=1), at=at)
        (row,) = rows()
        assert row.lane == "clearance" and row.due_at is not None and len(self.items()) == 1

    def test_the_governments_own_deadlines_have_their_own_day_and_no_firm_reads_them(self, project, day, at, contractor):
        duty = Finding("W33")
        duty.says(project, 20)
        duty.rows[0].evidence.update(due_on="2026-11-25")
        scan((duty,), on=day, at=at)
        (row,) = rows()
        assert row.lane == "duty" and row.due_at.isoformat() == "2026-11-25T16:00:00+00:00" and not self.items()
        with acting(contractor):
            assert not EarlyWarning.objects.visible_to(contractor.with_projects(project.pk)).exists()

    @staticmethod
    def items():
        actor = system_actor()
        with acting(actor):
            return list(ClearanceItem.objects.visible_to(actor).pending())


def lane_with(evidence, grace):
    return lane_of("W01", evidence, {"stock_grace_days": grace})


class TestReports:
    def say(self, actor, project, at, **given):
        report = Report(
            **({"source": WarningSource.RAISED, "level": "yellow", "title": "木工班组没有发", "text": "走访时木工班组说十月没有发。", "on": at.date()} | given)
        )
        with acting(actor):
            return report_warning(actor=actor, project=project, report=report, at=at)

    def test_what_is_reported_joins_the_warning_of_the_same_cause_and_month(self, project, county_inspector, day, at):
        rule = Finding("W61")
        rule.says(project, 12, month=OCTOBER)
        scan((rule,), on=day, at=at)
        said = self.say(county_inspector, project, at, cause="W61", month=OCTOBER, level="red", source=WarningSource.IMPORTED, platform="省平台", number="S1")
        (row,) = rows()
        assert (said.warning_id, row.level_figures, row.level_reported, row.level, row.is_reported) == (row.pk, "yellow", "red", "red", True)
        again = self.say(county_inspector, project, at, cause="W61", month=OCTOBER, source=WarningSource.IMPORTED, platform="省平台", number="S1")
        assert again.pk == said.pk

    def test_a_named_cause_that_counts_no_months_takes_up_a_word_about_a_month_and_one_without_a_cause_does_not(self, project, county_inspector, day, at):
        rule = Finding("W61")
        rule.says(project, 12)
        scan((rule,), on=day, at=at)
        self.say(county_inspector, project, at, cause="W61", month=OCTOBER)
        assert [(row.month, row.is_reported) for row in rows()] == [(None, True)]
        for month in (None, OCTOBER):
            self.say(county_inspector, project, at, month=month)
        assert len(rows()) == 3

    def test_a_scan_takes_a_reported_one_up_and_does_not_end_it(self, project, county_inspector, day, at):
        self.say(county_inspector, project, at, cause="W61", month=OCTOBER)
        rule = Finding("W61")
        rule.says(project, 25, month=OCTOBER)
        assert scan((rule,), on=day, at=at)["opened"] == 0
        (row,) = rows()
        assert (row.evidence, row.level, row.source) == ({"people": 25}, "red", "raised")
        rule.rows.clear()
        assert scan((rule,), on=day + dt.timedelta(days=1), at=at)["closed"] == 0

    def test_a_bank_and_a_grid_officer_report_and_read_their_own_words_alone(self, tree, project, bank, grid_officer, at):
        said = self.say(bank.with_projects(project.pk), project, at)
        assert said.warning.rule == "W62" and said.warning.due_at is not None
        with acting(bank.with_projects(project.pk)) as actor:
            assert WarningReport.objects.visible_to(actor).count() == 1

    def test_an_empty_word_an_unknown_cause_and_a_day_to_come_are_refused(self, project, county_inspector, at):
        for given, words in (({"text": "  "}, "写明"), ({"cause": "W99"}, "没有预警事由"), ({"on": at.date() + dt.timedelta(days=1)}, "晚于今天")):
            with pytest.raises(Refused, match=words):
                self.say(county_inspector, project, at, **given)
        assert rows() == []


def test_every_code_of_the_catalogue_is_computed_or_says_why_not():
    computed = {rule.CODE for rule in RULES}
    assert {code for code in computed if int(code[1:]) <= 64} <= set(TITLES) and len(TITLES) == 66
    assert set(waiting(computed)) == set(TITLES) - computed == {*NOT_COMPUTED, *WAITING} and not computed & {PLATFORM, RAISED}
    assert waiting(computed)["W46"] == WAITING["W46"] and "没有启用" in waiting(set())["W12"]
