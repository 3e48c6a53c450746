"""What runs each night for the operator: the check of the data, and the clearing of old job records."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.jobs import runner
from portal.jobs.models import Job, JobState, ScheduleSlot
from portal.jobs.queue import enqueue

pytestmark = pytest.mark.django_db


def run(kind: str) -> Job:
    job = enqueue(kind, key="2026-11-26", payload={"period": "2026-11-26"}, actor=None)
    runner.run(job.pk)
    job.refresh_from_db()
    return job


def test_sound_data_end_the_check_as_done(db):
    assert run("operations.invariants").state == JobState.DONE


def test_broken_data_end_it_as_refused_with_the_codes(db):
    ScheduleSlot.objects.create(task="earlywarning.scan", period="2026-11-01")
    job = run("operations.invariants")
    assert job.state == JobState.REFUSED and "I4" in job.error
    assert job.lines.filter(text__startswith="I4").exists()


@pytest.mark.parametrize(
    ("days", "fields", "gone"),
    [
        (31, {}, True),
        (29, {}, False),
        (31, {"state": JobState.DEAD}, False),
        (31, {"membership_id": 1}, False),
        (31, {"region_id": 1}, False),
    ],
)
def test_only_old_finished_jobs_of_the_timetable_are_cleared(days, fields, gone):
    job = Job.objects.create(
        **{"kind": "notices.deliver", "key": "x", "actor_name": "系统", "state": JobState.DONE, "finished_at": timezone.now() - dt.timedelta(days=days)}
        | fields
    )
    run("operations.tidy")
    assert Job.objects.filter(pk=job.pk).exists() is not gone
