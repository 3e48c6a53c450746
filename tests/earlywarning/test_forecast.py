"""The scorecard is plain, stored as it was said, and judged only by what came after."""

import datetime as dt
from decimal import Decimal

import pytest

from earlywarning.actions.make_forecasts import make_forecasts, next_festival, settle_forecasts
from earlywarning.enums import RiskGrade
from earlywarning.models import Forecast
from earlywarning.queries.hit_rates import hit_rates
from earlywarning.scorecard import VERSION, Facts, likely_between, score
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.wagepay import labour_cost_cycle, project_month

ON, FESTIVAL = dt.date(2026, 12, 1), dt.date(2027, 2, 6)
CLEAN = Facts(cycles=6, late_cycles=0, balance=Decimal(100), next_payroll=Decimal(100), unpaid_months=0, ends_on=dt.date(2028, 1, 1))


def points(facts: Facts, name: str) -> int | None:
    return next(f.points for f in score(facts, ON, FESTIVAL).factors if f.name == name)


def but(**given) -> Facts:
    return Facts(**(CLEAN.__dict__ | given))


def test_the_festival_is_the_lunar_new_year():
    assert (next_festival(ON), next_festival(FESTIVAL), next_festival(FESTIVAL - dt.timedelta(days=1))) == (FESTIVAL, dt.date(2028, 1, 26), FESTIVAL)


@pytest.mark.parametrize(("share", "expected"), [("1", 0), ("0.99", 0), ("0.75", 12), ("0.5", 25), ("0.49", 25)])
def test_the_balance_is_set_against_the_next_payroll(share, expected):
    assert points(but(balance=Decimal(100) * Decimal(share)), "专户余额与下期工资") == expected


@pytest.mark.parametrize(
    ("coming", "late", "expected"),
    [("100", 0, 0), ("99", 0, 0), ("75", 0, 12), ("49", 0, 25), ("100", 3, 25), ("110", 3, 22), ("100", 6, 25)],
)
def test_labour_cost_that_is_due_counts_as_far_as_it_used_to_come_in_time(coming, late, expected):
    assert points(but(balance=Decimal(0), coming=Decimal(coming), late_cycles=late), "专户余额与下期工资") == expected


def test_labour_cost_that_is_due_counts_for_nothing_where_none_ever_came():
    assert points(but(balance=Decimal(0), coming=Decimal(100), cycles=0), "专户余额与下期工资") == 25


@pytest.mark.parametrize(("late", "expected"), [(0, 0), (3, 12), (6, 25)])
def test_the_rhythm_counts_late_cycles(late, expected):
    assert points(but(late_cycles=late), "人工费拨付节奏") == expected


@pytest.mark.parametrize(("ends", "expected"), [("2027-02-06", 10), ("2027-02-07", 6), ("2027-04-07", 6), ("2027-04-08", 2)])
def test_who_ends_before_the_festival_settles_before_it(ends, expected):
    assert points(but(ends_on=dt.date.fromisoformat(ends)), "工程进度") == expected


@pytest.mark.parametrize(("reds", "unpaid", "grade"), [(0, 0, RiskGrade.LOW), (3, 0, RiskGrade.LOW), (3, 1, RiskGrade.MEDIUM)])
def test_the_grade_follows_the_sum(reds, unpaid, grade):
    found = score(but(reds=reds, unpaid_months=unpaid), ON, FESTIVAL)
    assert found.grade == grade and found.least == found.points == found.most


@pytest.mark.parametrize(("unpaid", "points", "grade"), [(0, 3, RiskGrade.LOW), (1, 30, RiskGrade.MEDIUM), (2, 50, RiskGrade.HIGH), (5, 50, RiskGrade.HIGH)])
def test_money_on_the_account_makes_nobody_safe_who_owes_already(unpaid, points, grade):
    found = score(but(unpaid_months=unpaid), ON, FESTIVAL)
    assert (found.least, found.points, found.most, found.grade) == (points, points, points, grade)
    assert unpaid == 0 or f"总分不低于 {points}" in next(factor.words for factor in found.factors if factor.name == "现在的拖欠")


def test_missing_data_widen_the_interval_instead_of_being_guessed():
    found = score(Facts(), ON, FESTIVAL)
    assert (found.least, found.most, found.points) == (1, 76, 38)
    assert [f.points for f in found.factors].count(None) == 4


def test_a_hit_rate_is_an_interval_and_none_without_cases():
    assert likely_between(0, 0) is None
    few, many = likely_between(3, 4), likely_between(300, 400)
    assert few[0] < many[0] < Decimal("0.75") < many[1] < few[1] <= 1


def rows():
    actor = system_actor()
    with acting(actor):
        return list(Forecast.objects.visible_to(actor))


def test_what_was_said_stays_and_the_outcome_is_added_once_after_the_festival(project):
    with acting(system_actor()):
        project_month(project, month=dt.date(2026, 11, 1), due_on=dt.date(2026, 12, 20), attended=10, attended_2days=10, listed=10, net=60000, owed=60000)
        labour_cost_cycle(project, month=dt.date(2026, 10, 1), due_on=dt.date(2026, 10, 25))
    first = make_forecasts(on=ON)
    assert (first["made"], make_forecasts(on=ON)["made"]) == (1, 0)
    (said,) = rows()
    assert said.festival_on == FESTIVAL and "1 期没有按时足额" in said.factors[0]["words"] and said.was_unpaid is None
    with acting(system_actor()) as actor:
        assert hit_rates(actor) == []
    assert settle_forecasts(on=FESTIVAL - dt.timedelta(days=1))["settled"] == 0
    assert settle_forecasts(on=FESTIVAL) == {"date": "2027-02-06", "settled": 1, "unpaid": 1}
    assert settle_forecasts(on=FESTIVAL)["settled"] == 0
    (after,) = rows()
    assert (after.was_unpaid, after.owed, after.points) == (True, Decimal("60000.00"), said.points)
    with acting(system_actor()) as actor:
        (rate,) = hit_rates(actor)
    assert (rate.total, rate.unpaid) == (1, 1)
    with acting(system_actor()) as actor:
        assert Forecast._base_manager.update(version=VERSION - 1) == 1
        assert hit_rates(actor) == [], "what another sheet said tells nothing about this one"
