"""The ranking: each figure from a few rows, the score by hand, a fixed number of queries."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.actions.nominate import decide
from campaigns.models import TitleNomination
from campaigns.queries.county_figures import CountyFigures, county_figures, lines_owing, payments, ranked, wage_months
from campaigns.queries.weekly_trend import weekly_trend
from earlywarning.models import FELL_DUE, ClearanceItem, EarlyWarning
from portal.dashboard.rows import WagesFilter
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.models import Fact
from tests.make.cases import lines_of, make_case, make_line, pay, verify
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project

MONDAY, ON = dt.date(2026, 11, 16), dt.date(2026, 11, 20)


@pytest.fixture
def line_of(tree, city_office):
    """Function: a county's line, as the city's office sees it; the week from Monday unless said."""

    def line(county, campaign=None, since=MONDAY) -> CountyFigures:
        counties = [tree.county, tree.neighbour, tree.zone]
        with acting(city_office):
            found = county_figures(counties, actor=city_office, since=since, until=ON, campaign=campaign)
        return next(x for x in found if x.region == county)

    return line


def pay_month(project, *, people=10, paid_people=10, full=True, missing=0):
    value = facts.payment_month(
        month=dt.date(2026, 10, 1), due_on=dt.date(2026, 11, 20), people=people, paid_people=paid_people,
        net=Decimal(60000), paid=Decimal(60000), full_paid_on=ON if full else None, missing=missing,
    )  # fmt: skip
    with acting(system_actor()):
        post_fact(project_id=project.pk, region_id=project.region_id, item=facts.PAYMENT_MONTH, value=value, on=ON, source="样例")


class TestFigures:
    def test_projects_not_finished_and_open_warnings_by_level(self, tree, line_of):
        with acting(system_actor()):
            first, second = make_project(tree.county), make_project(tree.county)
            make_warning(first, level="red")
            make_warning(first, level="yellow", rule="T02")
            make_warning(second, level="blue", rule="T03")
            closed = make_warning(second, level="red", rule="T04")
            EarlyWarning.objects.visible_to(system_actor()).filter(pk=closed.pk).update(state="cleared", closed_on=ON)
            type(first).objects.visible_to(system_actor()).filter(pk=second.pk).update(state="settled")
        line = line_of(tree.county)
        assert (line.projects, line.red, line.yellow, line.blue, line.level) == (1, 1, 1, 1, "red")

    def test_what_fell_due_in_the_span_and_what_of_it_was_cleared_in_time(self, tree, firm, line_of):
        with acting(system_actor()):
            for days_ago, cleared in ((10, 7), (7, 4), (5, None), (4, 0), (3, None)):
                item_of = make_warning(firm.project, on=ON - dt.timedelta(days=days_ago), rule=f"T{days_ago:02d}")
                if cleared is not None:
                    ClearanceItem.objects.visible_to(system_actor()).filter(subject_uid=item_of.uid).update(
                        cleared_on=ON - dt.timedelta(days=cleared), state="cleared"
                    )
        # Red terms of three days end on the 13th, 16th, 18th, 19th and 20th; cleared on the 13th, the 16th and, late, the 20th.
        line = line_of(tree.county)
        assert (line.due, line.cleared, line.overdue) == (4, 1, 1)
        assert line.clearance_rate == Decimal("0.25")
        assert line_of(tree.neighbour).clearance_rate is None

    def test_arrears_are_wages_verified_or_claimed_less_what_was_paid(self, tree, firm, county_inspector, line_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)  # 9,360 claimed and not verified
            pay(county_inspector, verify(county_inspector, make_line(county_inspector, case), 5000), 1200)
            verify(county_inspector, make_line(county_inspector, case, kind="additional"), 700)
        line = line_of(tree.county)
        assert (line.owed, line.owed_people) == (Decimal("13160.00"), 2)
        assert (line.paid, line.paid_people) == (Decimal("1200.00"), 1)

    def test_payments_before_the_span_are_not_its_own(self, tree, firm, county_inspector, line_of):
        early = MONDAY - dt.timedelta(days=1)
        with acting(county_inspector):
            pay(
                county_inspector,
                verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, firm.project, on=early))[0], 900, on=early),
                900,
                on=early,
            )
        assert (line_of(tree.county).paid, line_of(tree.county, since=early).paid) == (0, 900)

    def test_wages_paid_in_full_are_counted_by_project(self, tree, line_of):
        with acting(system_actor()):
            full, part = make_project(tree.county), make_project(tree.county)
        pay_month(full)
        pay_month(part, paid_people=9, full=False)
        line = line_of(tree.county)
        assert (line.wage_due, line.wage_full, line.paid_rate) == (2, 1, Decimal("0.5"))

    def test_a_month_with_somebody_on_no_sheet_is_not_called_paid(self, tree, line_of, city_office):
        with acting(system_actor()):
            full, left_out, older = (make_project(tree.county) for _ in range(3))
        pay_month(full)
        pay_month(left_out, people=11, missing=1)
        pay_month(older)
        with acting(system_actor()):
            told = Fact.objects.of(older).get()
            told.value.pop("missing")  # as posted before anybody was counted
            told.save()
        line = line_of(tree.county)
        assert (line.wage_due, line.wage_full) == (3, 2)
        with acting(city_office):
            rows = WagesFilter({"full": "no"}, wage_months(city_office)).qs
            assert [row.project_id for row in rows] == [left_out.pk] and WagesFilter({"full": "yes"}, wage_months(city_office)).qs.count() == 2

    def test_titles_count_while_they_are_awarded(self, tree, safe_wage, firm, city_office, line_of):
        with acting(system_actor()):
            row = TitleNomination.objects.create(region=tree.county, campaign=safe_wage, project=firm.project, nominated_on=ON, nominated_by="样例")
        with acting(city_office):
            decide(row, actor=city_office, kind="awarded", on=ON)
        assert line_of(tree.county, campaign=safe_wage).titles == 1
        with acting(city_office):
            decide(row, actor=city_office, kind="revoked", on=ON, reason="出现欠薪")
        assert line_of(tree.county, campaign=safe_wage).titles == 0


class TestRanking:
    def lines(self, *given: dict) -> list[CountyFigures]:
        return ranked([CountyFigures(Region(code=f"99000{n}", name=f"县{n}"), **figures) for n, figures in enumerate(given)])

    def test_the_score_is_forty_thirty_thirty(self):
        best, worst = self.lines(
            {"due": 10, "cleared": 9, "wage_due": 4, "wage_full": 3, "owed": Decimal(2500)},
            {"due": 2, "cleared": 1, "wage_due": 2, "wage_full": 1, "owed": Decimal(10000)},
        )
        assert (best.score, best.rank) == (Decimal("81.0"), 1)  # 36 + 22.5 + 22.5
        assert (worst.score, worst.rank) == (Decimal("35.0"), 2)  # 20 + 15 + 0

    def test_nothing_due_and_nothing_owed_has_all_points(self):
        assert self.lines({})[0].score == Decimal("100.0")

    def test_equal_scores_share_a_rank_and_the_next_is_counted_on(self):
        found = self.lines({"due": 2, "cleared": 1}, {}, {})
        assert [(line.rank, line.region.name) for line in found] == [(1, "县1"), (1, "县2"), (3, "县0")]

    def test_the_worst_open_warning_is_the_level_of_the_county(self):
        levels = [CountyFigures(Region(), **figures).level for figures in ({"red": 1, "blue": 4}, {"yellow": 1}, {"blue": 1}, {})]
        assert levels == ["red", "yellow", "blue", "ok"]


def test_the_rows_behind_each_figure_are_as_many_as_the_figure(tree, firm, county_inspector, city_office, line_of):
    with acting(county_inspector):
        case = make_case(county_inspector, firm.project)
        pay(county_inspector, verify(county_inspector, make_line(county_inspector, case), 5000), 1200)
        make_warning(firm.project, on=ON - dt.timedelta(days=3))
    pay_month(firm.project)
    line = line_of(tree.county)
    with acting(city_office):
        assert sum(row.left for row in lines_owing(city_office)) == line.owed
        assert lines_owing(city_office).count() == line.owed_people
        assert payments(city_office).filter(paid_on__range=(MONDAY, ON)).count() == line.paid_people
        assert ClearanceItem.objects.visible_to(city_office).filter(FELL_DUE, due_on__range=(MONDAY, ON), region=tree.county).count() == line.due
        assert wage_months(city_office).count() == line.wage_due


def test_the_queries_do_not_grow_with_counties_or_projects(tree, city_office, safe_wage, django_assert_max_num_queries):
    def ask(counties):
        county_figures(counties, actor=city_office, since=MONDAY, until=ON, campaign=safe_wage)
        weekly_trend(counties, actor=city_office, until=ON)

    with acting(city_office):
        with django_assert_max_num_queries(10):
            ask([tree.county])
    with acting(system_actor()):
        for county in (tree.county, tree.neighbour, tree.zone):
            make_warning(make_project(county))
    with acting(city_office):
        with django_assert_max_num_queries(10):
            ask([tree.county, tree.neighbour, tree.zone])


def test_the_trend_counts_what_stood_open_at_each_weeks_end(tree, firm, city_office):
    with acting(system_actor()):
        make_warning(firm.project, level="red", on=dt.date(2026, 11, 3), rule="T01")
        closed = make_warning(firm.project, level="yellow", on=dt.date(2026, 11, 4), rule="T02")
        EarlyWarning.objects.visible_to(system_actor()).filter(pk=closed.pk).update(state="cleared", closed_on=dt.date(2026, 11, 10))
        ClearanceItem.objects.visible_to(system_actor()).filter(subject_uid=closed.uid).update(state="cleared", cleared_on=dt.date(2026, 11, 9))
    with acting(city_office):
        weeks = weekly_trend([tree.county], actor=city_office, until=ON, weeks=4)
    assert [w.until for w in weeks] == [dt.date(2026, 11, 1), dt.date(2026, 11, 8), dt.date(2026, 11, 15), ON]
    assert [(w.red, w.yellow, w.blue) for w in weeks] == [(0, 0, 0), (1, 1, 0), (1, 0, 0), (1, 0, 0)]
    assert [w.rate for w in weeks] == [None, Decimal("0.0"), Decimal("100.0"), None]
