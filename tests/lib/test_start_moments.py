"""From which day a term runs."""

import datetime as dt

import pytest

from portal.lib.calendar_seed import rows
from portal.lib.calendars import WorkCalendar
from portal.lib.start_moments import LABELS, StartMoment, begin

CALENDAR = WorkCalendar.from_rows(row[:3] for row in rows())


@pytest.mark.parametrize(
    ("moment", "received", "start"),
    [
        ("receipt", "2026-11-20", "2026-11-20"),
        ("receipt", "2026-10-03", "2026-10-03"),
        ("workday", "2026-11-20", "2026-11-20"),
        ("workday", "2026-10-03", "2026-10-08"),
        ("workday", "2026-09-20", "2026-09-20"),  # a make-up Sunday
        ("next_workday", "2026-11-20", "2026-11-23"),
        ("next_workday", "2026-09-19", "2026-09-20"),
        ("next_workday", "2026-09-30", "2026-10-08"),
    ],
)
def test_the_term_runs_from_the_day_the_tenant_has_settled(moment, received, start):
    assert begin(moment, dt.date.fromisoformat(received), CALENDAR) == dt.date.fromisoformat(start)


def test_every_moment_has_its_words():
    assert set(LABELS) == set(StartMoment)
