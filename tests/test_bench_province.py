"""The province of the benchmarks, made small: its sums are those of its raw rows, and the same seed gives the same province."""

import datetime as dt

import pytest
from django.db import transaction

from bench.province.fill import Size, fill_province
from portal.accounts.enums import Role
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import acting
from tests.make import accounts, projects, tenancy
from wagepay.models import WorkerMonth
from wagepay.queries.summaries import differences

ON = dt.date(2026, 11, 20)
SIZE = Size(projects=30, months=12, raw_months=12)


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        county = tenancy.tree().county
        with acting(accounts.actor(Role.INSPECTOR, region=county)):
            model = projects.make_project(county, "样例园区一期", on=ON, started_on=ON - dt.timedelta(days=400), contract_signed_on=ON - dt.timedelta(days=450),
                                          permit_issued_on=ON - dt.timedelta(days=420))  # fmt: skip
            projects.make_party(model, on=model.started_on)
            projects.make_account(model)
            projects.make_deposit(model)
        with acting(system_actor()) as system:
            made = fill_province([model], SIZE, on=ON, seed=1, at=clock.now(), workdays=work_calendar(), inspectors={})
            yield system, made
        transaction.set_rollback(True)


def test_the_sums_are_those_of_the_raw_rows_to_the_last_fen(province):
    system, made = province
    assert WorkerMonth.objects.visible_to(system).count() == made.counts["worker_months"] > 10_000
    assert differences([key for keys in made.keys.values() for key in keys]) == {"worker_months": 0, "project_months": 0}
