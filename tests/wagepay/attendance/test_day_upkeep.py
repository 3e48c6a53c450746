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
