"""Adding a day's rows to the sums gives what the full recomputation gives, whatever the history."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.tenancy.scope import acting
from tests.make import tenancy
from tests.make import wagepay as make
from tests.wagepay.attendance.devices import at, device, passage, told
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import AttendanceSource
from wagepay.models import AttendanceMonth
from wagepay.queries.audit_sums import differences
from wagepay.queries.keys import keys_of
from wagepay.queries.single_days import set_day

pytestmark = pytest.mark.django_db
MONTHS = (dt.date(2026, 10, 1), dt.date(2026, 11, 1))
HISTORY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
PASSAGE = st.tuples(
    st.integers(0, 3), st.dates(dt.date(2026, 10, 28), dt.date(2026, 11, 19)), st.integers(4, 23), st.integers(0, 59), st.sampled_from(["01", "02", ""])
)


@HISTORY
@given(batches=st.lists(st.lists(PASSAGE, min_size=1, max_size=6), min_size=1, max_size=5), paper=st.booleans(), listed=st.booleans(), mended=st.booleans())
def test_any_order_of_any_batches(site, batches, paper, listed, mended):
    labour = tenancy.enterprise()
    with acting(site.contractor):
        machine = device(site.project, serial=make.id_number()[-8:])
        people = [
            make.engagement(site.project, labour),
            make.engagement(site.project, left_on=dt.date(2026, 11, 5)),
            make.engagement(site.project, labour, contract_kind="none", contract_signed_on=None),
        ]
        numbers = [person.id_number.plain() for person in people] + [make.id_number()]
        if listed:
            sheet = make.sheet(site.project, labour, month=MONTHS[0])
            make.line(sheet, people[0])
        if paper:
            make.saved(AttendanceMonth(month=MONTHS[0], project=site.project, person=people[0].id_index, region=site.project.region, employer=labour, units=9,
                                       source=AttendanceSource.SIGNED))  # fmt: skip
        if mended:
            set_day(site.project.pk, site.project.region_id, labour.pk, bytes(people[0].id_index), dt.date(2026, 11, 2), Decimal(0))
        refresh_months(project=site.project, months=MONTHS, on=dt.date(2026, 11, 20), source="试验")
        for batch in batches:
            told(machine, *(passage(numbers[who], at(hour, minute, day=day), direction=way) for who, day, hour, minute, way in batch))
            assert differences(keys_of(site.project, MONTHS)) == {"worker_months": 0, "project_months": 0}


NOVEMBER = MONTHS[1]
# What each batch holds: (who, day of November or, below zero, of October, hour, minute, direction).
BATCHES = {
    "the first day of the month": [(0, 3, 7, 0, "01"), (1, 3, 7, 0, "01"), (2, 3, 7, 0, "01")],
    "the second, on which everybody has two": [(0, 4, 7, 0, "01"), (1, 4, 7, 0, "01"), (2, 4, 7, 0, "01")],
    "one who comes for the first time among the others, one half a day": [(0, 5, 7, 0, "01"), (3, 5, 7, 0, "01"), (2, 5, 7, 0, "01"), (2, 5, 9, 0, "02")],
    "the other half of it": [(2, 5, 18, 0, "02")],
    "hours alone": [(2, 5, 19, 0, "02")],
    "a late day before all others, after one's exit": [(0, 2, 7, 0, "01"), (1, 6, 7, 0, "01")],
    "several days of several people": [(who, day, 7, 0, "01") for who in (0, 2, 3, 4) for day in (8, 9, 10)],
    "a day in each of two months": [(0, -30, 7, 0, "01"), (2, -30, 7, 0, "01"), (0, 12, 7, 0, "01"), (4, 12, 7, 0, "01")],
}


def test_a_batch_is_added_and_nothing_of_the_month_recomputed(site, monkeypatch):
    """One day needs no bringing together of what a person has, several do; both give what the recomputation gives."""
    labour = tenancy.enterprise()
    with acting(site.contractor):
        machine = device(site.project)
        people = [
            make.engagement(site.project, labour),
            make.engagement(site.project, labour, left_on=dt.date(2026, 11, 5)),
            make.engagement(site.project, labour, contract_kind="none", contract_signed_on=None),
            make.engagement(site.project, labour, registered_on=None),
            make.engagement(site.project, labour),
        ]
        refresh_months(project=site.project, months=MONTHS, on=dt.date(2026, 11, 20), source="试验")
        recomputed: list = []
        monkeypatch.setattr("wagepay.actions.refresh_months.refresh", recomputed.extend)
        for name, batch in BATCHES.items():
            told(machine, *(passage(people[who], at(hour, minute, day=_day(day)), direction=way) for who, day, hour, minute, way in batch))
            assert differences(keys_of(site.project, MONTHS)) == {"worker_months": 0, "project_months": 0}, name
        assert recomputed == []


def _day(number: int) -> dt.date:
    return NOVEMBER.replace(day=number) if number > 0 else MONTHS[0].replace(day=-number)
