"""The nightly job of this room and the delivery of messages, run as the worker runs them."""

import datetime as dt

import pytest

from portal.documents.models import Instrument
from portal.jobs import runner
from portal.jobs.models import Job, JobState
from portal.jobs.queue import enqueue
from portal.notices.models import Notice
from portal.schedule import SCHEDULE
from portal.tenancy.scope import acting
from tests.make import documents

pytestmark = pytest.mark.django_db


def run(kind: str, period: str) -> dict:
    job = enqueue(kind, key=period, payload={"period": period}, actor=None)
    assert runner.run(job.pk) == JobState.DONE
    return Job.objects.get(pk=job.pk).result


def test_answers_lapse_on_the_jobs_day_however_late_it_runs(county_inspector):
    with acting(county_inspector):
        made = documents.served(county_inspector)
    due = made.reply_due_on
    assert run("documents.overdue", due.isoformat()) == {"overdue": 0}
    assert run("documents.overdue", (due + dt.timedelta(days=1)).isoformat()) == {"overdue": 1}
    assert run("documents.overdue", (due + dt.timedelta(days=2)).isoformat()) == {"overdue": 0}
    with acting(county_inspector):
        assert Instrument.objects.visible_to(county_inspector).get(pk=made.pk).state == "overdue"


def test_the_delivery_tells_who_wrote(county_inspector):
    with acting(county_inspector):
        made = documents.served(county_inspector)
    run("documents.overdue", (made.reply_due_on + dt.timedelta(days=1)).isoformat())
    assert run("notices.deliver", "2026-01-20T08:00")["notices"] == 1
    assert Notice.objects.of(county_inspector).get().title == f"{made.number} 逾期未回复"


def test_both_are_on_the_timetable():
    assert {"documents.overdue", "notices.deliver"} <= {entry.task for entry in SCHEDULE}
