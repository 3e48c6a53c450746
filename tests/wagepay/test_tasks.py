"""What runs by itself: checks of large files, month partitions, pay days that moved."""

import datetime as dt

import pytest

from portal.accounts.models import Membership
from portal.jobs.models import Job, JobState
from portal.jobs.queue import enqueue
from portal.jobs.runner import run
from portal.tenancy.scope import acting
from projects.models import Project
from tests.make import tenancy
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT
from wagepay.actions.receive_upload import CHECK_JOB, receive_upload
from wagepay.enums import UploadState
from wagepay.models import ProjectMonth, Upload
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh
from wagepay.tasks import run_months


def daily(kind: str, day: str) -> Job:
    job = enqueue(kind, key=day, payload={"period": day}, actor=None)
    run(job.pk)
    job.refresh_from_db()
    return job


def test_months_are_prepared_a_year_ahead(db):
    job = daily("wagepay.months", "2026-11-20")
    assert (job.state, job.result) == (JobState.DONE, {"from": "2026-11", "until": "2027-11", "made": 0})
    assert daily("wagepay.months", "2027-06-20").result["made"] == 48, "half a year of eight tables"
    assert run_months.__doc__


@pytest.fixture
def month(site):
    with acting(site.contractor):
        make.attendance(make.engagement(site.project), dt.date(2026, 12, 5), dt.date(2026, 12, 6))
        refresh(keys_of(site.project, [dt.date(2026, 12, 1)]))
    return site


def due(site) -> dt.date:
    with acting(site.contractor):
        return ProjectMonth.objects.visible_to(site.contractor).get().due_on


def test_a_changed_contract_moves_the_pay_day_of_open_months(month):
    assert due(month) == dt.date(2027, 1, 20)
    with acting(month.inspector):
        Project.objects.writable_by(month.inspector).filter(pk=month.project.pk).update(pay_day=25)
    assert daily("wagepay.due_days", "2026-11-21").result == {"projects": 1, "months": 1, "told": 0}
    assert due(month) == dt.date(2027, 1, 25)
    assert daily("wagepay.due_days", "2026-11-22").result["months"] == 0


def test_a_new_holiday_notice_moves_it_too(month):
    tenancy.holiday(dt.date(2027, 1, 20), name="某节")
    assert daily("wagepay.due_days", "2026-11-21").result["months"] == 1
    assert due(month) == dt.date(2027, 1, 19)


def test_paid_months_keep_the_day_they_had(month):
    with acting(month.contractor):
        ProjectMonth.objects.writable_by(month.contractor).update(full_paid_on=dt.date(2027, 1, 18))
    tenancy.holiday(dt.date(2027, 1, 20), name="某节")
    assert daily("wagepay.due_days", "2026-11-21").result["months"] == 0


def test_a_check_whose_sender_has_left_is_refused_and_nothing_is_lost(site):
    with acting(site.contractor):
        upload = receive_upload(
            actor=site.contractor, kind="roster", project=site.project, name="花名册.xlsx", content=book([["姓名"]]), at=AT, in_background=True
        )
    Membership.objects.filter(pk=site.contractor.membership_id).update(valid_to=dt.date(2020, 2, 1))
    job = Job.objects.get(kind=CHECK_JOB, key=str(upload.uid))
    assert run(job.pk) == JobState.REFUSED
    with acting(site.inspector):
        assert Upload.objects.visible_to(site.inspector).get().state == UploadState.RECEIVED
