"""W49, W53, W57 and W58: what the government itself is late with, just under and just over."""

import datetime as dt

import pytest

from earlywarning.lanes import lane_of
from portal.accounts.models import User
from portal.documents.models import Instrument
from portal.lib import clock
from portal.tenancy.scope import acting
from projects.actions.assign_grid_officer import assign_grid_officer
from projects.models import InspectionFinding
from projects.rules import w49_grid_overload as w49
from projects.rules import w53_first_check_late as w53
from projects.rules import w57_letter_unanswered as w57
from projects.rules import w58_rectification_overdue as w58
from tests.make import documents, tenancy
from tests.make import inspections as make
from tests.make.documents import organ_of
from tests.make.projects import make_employer, make_inspection, make_project

DAY = dt.timedelta(days=1)
THRESHOLDS = {"blue_days": 7, "yellow_days": 3}


def found(rule, actor, tree, on=None):
    """(project, level, evidence) of the county."""
    with acting(actor):
        rows = rule.find([tree.county.pk], on or clock.today(), THRESHOLDS)
        return [(row.project_id, rule.grade(row.evidence, THRESHOLDS), row.evidence) for row in rows]


def test_three_sites_are_no_overload_and_the_fourth_is(county_inspector, grid_officer, neighbour_inspector, tree):
    officer = User.objects.get(pk=grid_officer.user_id)
    with acting(county_inspector):
        sites = [make_project(tree.county, township=tree.township) for _ in range(4)]
        for site in sites:
            assign_grid_officer(actor=county_inspector, project=site, officer=officer, on=clock.today())
    assert found(w49, county_inspector, tree) == []  # no notice says how many
    tenancy.policy_row(tree.county, "projects.projects_per_grid", 4)
    assert found(w49, county_inspector, tree) == []
    tenancy.policy_row(tree.county, "projects.projects_per_grid", 3, valid_from=dt.date(2020, 2, 1))
    [(project, level, evidence)] = found(w49, county_inspector, tree)
    last = max(sites, key=lambda site: site.code)
    assert (project, level) == (last.pk, "blue") and evidence == {"officer": "样例网格员", "sites": 4, "most": 3, "place": 4}
    assert "第 4 个" in w49.explain(evidence, THRESHOLDS) and len(w49.headline(evidence)) <= 40
    assert found(w49, neighbour_inspector, tree) == []


@pytest.mark.parametrize(("days", "level"), [(-8, None), (-7, "blue"), (0, "blue"), (1, "yellow")])
def test_the_first_check_is_due_after_the_months_of_the_notice(county_inspector, tree, days, level):
    """The last day itself is in time."""
    tenancy.policy_row(tree.county, "projects.site_check_months", 1)
    on = dt.date(2026, 11, 20)
    with acting(county_inspector):
        site = make_project(tree.county, started_on=on)
    day = dt.date(2026, 12, 20) + days * DAY
    [(project, graded, evidence)] = found(w53, county_inspector, tree, day)
    assert (project, graded, evidence["due_on"]) == (site.pk, level, "2026-12-20")
    assert len(w53.headline(evidence)) <= 40 and "2026-11-20 开工" in w53.explain(evidence, THRESHOLDS)


def test_a_check_on_paper_or_on_the_portal_ends_it(county_inspector, tree):
    organ_of(county_inspector)
    tenancy.policy_row(tree.county, "projects.site_check_months", 1)
    with acting(county_inspector):
        one, two, three = (make_project(tree.county, started_on=clock.today() - 60 * DAY) for _ in range(3))
        make_inspection(make_employer(tree.county, one.general_contractor), one, on=clock.today())
        make.on_site(county_inspector, make.check(county_inspector, make_employer(tree.county, two.general_contractor), project=two))
    assert [project for project, _, _ in found(w53, county_inspector, tree)] == [three.pk]
    tenancy.policy_row(tree.county, "projects.site_check_months", 0, valid_from=dt.date(2020, 2, 1))
    assert found(w53, county_inspector, tree) == []


@pytest.mark.parametrize(("days", "level"), [(0, None), (1, "blue"), (3, "blue"), (4, "yellow")])
def test_a_problem_past_its_day_is_named_by_site(county_inspector, tree, days, level):
    organ_of(county_inspector)
    with acting(county_inspector):
        site = make_project(tree.county)
        make.concluded(
            county_inspector, make.check(county_inspector, make_employer(tree.county, site.general_contractor), project=site), bad=(2, 3), rectify_by=clock.today() + DAY
        )  # fmt: skip
    rows = found(w58, county_inspector, tree, clock.today() + (1 + days) * DAY)
    assert [(project, graded, evidence["problems"]) for project, graded, evidence in rows] == ([(site.pk, level, 2)] if level else [])


def test_a_second_look_that_was_not_taken_counts_and_all_stand_among_the_duties(county_inspector, tree):
    organ_of(county_inspector)
    with acting(county_inspector):
        site = make_project(tree.county)
        make.concluded(county_inspector, make.check(county_inspector, make_employer(tree.county, site.general_contractor), project=site))
        day = clock.today()
        InspectionFinding.objects.writable_by(county_inspector).update(state="cleared", cleared_on=day - 40 * DAY, look_back_by=day - DAY)
    [(_, level, evidence)] = found(w58, county_inspector, tree)
    assert (level, evidence["problems"], evidence["looks"]) == ("blue", 0, 1) and "回头看逾期未做" in w58.headline(evidence)
    assert {lane_of(rule.CODE, evidence, {}) for rule in (w49, w53, w58)} == {"duty"}
    assert all(rule.remedy(evidence) for rule in (w49, w53, w58))


class TestLetters:
    @pytest.fixture
    def letter(self, county_inspector, tree):
        """To the housing department about a site, to be answered by the 20th."""
        with acting(county_inspector):
            site = make_project(tree.county)
            made = documents.served(county_inspector)
            fields = {"project_id": site.pk, "addressee": tenancy.housing_department(tree.county), "reply_due_on": dt.date(2026, 11, 20)}
            Instrument.objects.visible_to(county_inspector).filter(pk=made.pk).update(**fields)
        return made

    def change(self, actor, letter, **fields):
        with acting(actor):
            Instrument.objects.visible_to(actor).filter(pk=letter.pk).update(**fields)

    @pytest.mark.parametrize(("days", "level"), [(0, None), (1, "blue"), (3, "blue"), (4, "yellow")])
    def test_the_last_day_is_in_time(self, county_inspector, tree, letter, days, level):
        rows = found(w57, county_inspector, tree, dt.date(2026, 11, 20) + days * DAY)
        assert [graded for _, graded, _ in rows] == ([level] if level else [])
        for _, _, evidence in rows:
            assert lane_of("W57", evidence, {}) == "duty" and len(w57.headline(evidence)) <= 40
            assert "应于 2026-11-20 前回复" in w57.explain(evidence, THRESHOLDS)

    def test_an_answer_counts_from_its_day_and_a_firms_letter_is_the_firms(self, county_inspector, neighbour_inspector, tree, letter):
        late = dt.date(2026, 11, 25)
        self.change(county_inspector, letter, state="replied", replied_on=late)
        assert found(w57, county_inspector, tree, late) == [] and len(found(w57, county_inspector, tree, late - DAY)) == 1
        assert found(w57, neighbour_inspector, tree, late - DAY) == []
        self.change(county_inspector, letter, state="served", replied_on=None, addressee=tenancy.enterprise())
        assert found(w57, county_inspector, tree, late) == []
