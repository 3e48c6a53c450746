"""The province of the benchmarks, made small: its sums are those of its raw rows, its winter can be looked back on, the rules find what is wrong."""

import datetime as dt
from statistics import mean

import pytest
from django.db import transaction

from bench.province.fill import Size, fill_province
from earlywarning.actions.make_forecasts import make_forecasts, settle_forecasts
from earlywarning.actions.scan import scan
from earlywarning.models import Forecast
from earlywarning.queries.hit_rates import hit_rates
from portal.accounts.enums import Role
from portal.lib import clock
from portal.operations.rules import RULES
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import acting
from tests.make import accounts, projects, tenancy
from wagepay.models import WorkerMonth
from wagepay.queries.audit_sums import differences

ON, FESTIVAL = dt.date(2026, 11, 20), dt.date(2026, 2, 17)
DAY = dt.timedelta(days=1)
SIZE = Size(projects=60, raw_months=2)


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker):
    """Sixty sites of one county, taken back at the end of the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        county = tenancy.tree().county
        with acting(accounts.actor(Role.INSPECTOR, region=county)):
            dates = {"started_on": ON - 400 * DAY, "contract_signed_on": ON - 450 * DAY, "permit_issued_on": ON - 420 * DAY}
            model = projects.make_project(county, "样例园区一期", on=ON, planned_end_on=ON + 600 * DAY, **dates)
            projects.make_party(model, on=model.started_on)
            projects.make_account(model)
            projects.make_deposit(model)
        with acting(system_actor()) as system:
            yield system, fill_province([model], SIZE, on=ON, seed=31, at=clock.now(), workdays=work_calendar(), inspectors={}, tell=lambda words: None)
        transaction.set_rollback(True)


def test_the_sums_are_those_of_the_raw_rows_to_the_last_fen(province):
    system, made = province
    assert WorkerMonth.objects.visible_to(system).count() == made.counts["worker_months"] > 20_000
    with_rows = [key for month, keys in made.keys.items() if month >= dt.date(2026, 9, 1) for key in keys]
    assert differences(with_rows) == {"worker_months": 0, "project_months": 0}


def test_a_hit_rate_appears_with_the_outcomes_and_the_score_is_higher_where_wages_stayed_unpaid(province):
    system, _ = province
    assert make_forecasts(on=FESTIVAL - 28 * DAY)["made"] == 61
    assert hit_rates(system) == []
    found = settle_forecasts(on=FESTIVAL + DAY)
    assert found["settled"] == 61 and 0 < found["unpaid"] < 20
    rates = hit_rates(system)
    assert sum(rate.total for rate in rates) == 61 and sum(rate.unpaid for rate in rates) == found["unpaid"]
    assert all(low < high for low, high in (rate.between for rate in rates))
    points = {unpaid: [row.points for row in Forecast.objects.visible_to(system).filter(was_unpaid=unpaid)] for unpaid in (True, False)}
    assert mean(points[True]) > mean(points[False])


def test_the_rules_find_the_bad_months_and_a_second_night_writes_nothing(province):
    first = scan(RULES, on=ON, at=clock.now())
    assert first["opened"] > 0 and {first["changed"], first["closed"]} == {0}
    again = scan(RULES, on=ON, at=clock.now())
    assert {again[name] for name in ("opened", "changed", "closed")} == {0} and again["open"] == first["open"]
