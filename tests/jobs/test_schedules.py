"""The timetable knows from the database what is due: two ticks, a lost week and a clock set back are harmless."""

import datetime as dt

import pytest

from portal.jobs.models import Heartbeat, Job, ScheduleSlot
from portal.jobs.schedules import Daily, Every, tick
from portal.lib.clock import SHANGHAI

pytestmark = pytest.mark.django_db

SCAN = Daily("test.scan", "每日扫描", dt.time(2, 0))
DELIVER = Every("test.deliver", "送消息", 5)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def periods(task: str = "test.scan") -> list[str]:
    return list(ScheduleSlot.objects.filter(task=task).order_by("id").values_list("period", flat=True))


def test_before_its_hour_yesterday_is_the_newest_day():
    tick((SCAN,), at("2026-11-20 01:59"))
    assert periods() == ["2026-11-19"]


def test_at_its_hour_the_day_is_due():
    tick((SCAN,), at("2026-11-20 02:00"))
    assert periods() == ["2026-11-20"]


def test_two_ticks_in_one_minute_make_one_job():
    assert tick((SCAN, DELIVER), at("2026-11-20 03:01")) == ["test.scan 2026-11-20", "test.deliver 2026-11-20T03:00"]
    assert tick((SCAN, DELIVER), at("2026-11-20 03:01")) == []
    assert Job.objects.count() == 2


def test_two_ticks_that_read_the_same_watermark_make_one_job(monkeypatch):
    """The second beat has read what is due before the first one wrote; the unique row decides."""
    tick((SCAN,), at("2026-11-19 03:00"))
    stale = list(SCAN.due("2026-11-19", at("2026-11-20 03:00")))
    tick((SCAN,), at("2026-11-20 03:00"))
    monkeypatch.setattr(Daily, "due", lambda self, last, instant: iter(stale))
    assert tick((SCAN,), at("2026-11-20 03:00")) == []
    assert Job.objects.filter(key="2026-11-20").count() == 1


def test_a_weeks_outage_is_caught_up_day_by_day_in_order():
    tick((SCAN,), at("2026-11-10 03:00"))
    tick((SCAN,), at("2026-11-17 03:00"))
    assert periods() == [f"2026-11-{day}" for day in range(10, 18)]
    jobs = Job.objects.filter(kind="test.scan").order_by("id")
    assert [job.payload["period"] for job in jobs] == periods()
    assert {job.serial for job in jobs} == {"test.scan"}


def test_a_sweeping_task_is_not_repeated_for_the_time_it_was_away():
    tick((DELIVER,), at("2026-11-10 03:00"))
    tick((DELIVER,), at("2026-11-17 03:07"))
    assert periods("test.deliver") == ["2026-11-10T03:00", "2026-11-17T03:05"]


def test_a_clock_set_back_makes_nothing_and_goes_on_from_where_it_was():
    tick((SCAN, DELIVER), at("2026-11-20 03:00"))
    assert tick((SCAN, DELIVER), at("2026-11-15 03:00")) == []
    assert tick((SCAN, DELIVER), at("2026-11-21 03:00")) == ["test.scan 2026-11-21", "test.deliver 2026-11-21T03:00"]


def test_a_tick_leaves_a_sign_of_life_by_the_databases_clock():
    tick((), at("2001-01-01 03:00"))
    assert Heartbeat.objects.get(name="tick").at.year >= 2026


def test_an_hour_that_does_not_divide_starts_anew_each_day():
    assert list(Every("t", "", 50).due(None, at("2026-11-20 00:10"))) == ["2026-11-20T00:00"]
