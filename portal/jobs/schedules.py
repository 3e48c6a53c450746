"""The timetable: which periods of which task are due, computed from what the database remembers."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from portal.jobs.heartbeats import show_life
from portal.jobs.models import ScheduleSlot
from portal.jobs.queue import enqueue

PERIOD = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Daily:
    """A task for each day, due from ``at``. The job's key and payload is the day; days run one after another."""

    task: str
    label: str
    at: dt.time

    @property
    def when(self) -> str:
        """The timetable in words."""
        return f"每天 {self.at:%H:%M}"

    def following(self, last: str | None, instant: dt.datetime) -> dt.datetime:
        """When the next period is due; in the past when it is overdue."""
        day = dt.date.fromisoformat(last) + dt.timedelta(days=1) if last else instant.date()
        return dt.datetime.combine(day, self.at, instant.tzinfo)

    def due(self, last: str | None, instant: dt.datetime) -> Iterator[str]:
        """The periods after ``last`` that are due; without a last one only the newest."""
        day = instant.date() if instant.time() >= self.at else instant.date() - dt.timedelta(days=1)
        first = dt.date.fromisoformat(last) + dt.timedelta(days=1) if last else day
        while first <= day:
            yield first.isoformat()
            first += dt.timedelta(days=1)


@dataclass(frozen=True)
class Every:
    """A task for each full span of minutes; missed spans are not repeated, because the work sweeps."""

    task: str
    label: str
    minutes: int

    @property
    def when(self) -> str:
        return f"每 {self.minutes} 分钟" if self.minutes > 1 else "每分钟"

    def following(self, last: str | None, instant: dt.datetime) -> dt.datetime:
        begun = dt.datetime.strptime(last, PERIOD).replace(tzinfo=instant.tzinfo) if last else instant
        return begun + dt.timedelta(minutes=self.minutes)

    def due(self, last: str | None, instant: dt.datetime) -> Iterator[str]:
        minute = instant.hour * 60 + instant.minute
        period = instant.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(minutes=minute - minute % self.minutes)
        text = period.strftime(PERIOD)
        if last is None or text > last:
            yield text


def tick(schedule: tuple, instant: dt.datetime) -> list[str]:
    """Register every due period once and make its job; two ticks, a lost week or a clock set back are harmless."""
    made = []
    for entry in schedule:
        last = ScheduleSlot.objects.filter(task=entry.task).order_by("-period").values_list("period", flat=True).first()
        for period in entry.due(last, instant):
            if _register(entry.task, period):
                enqueue(entry.task, key=period, payload={"period": period}, actor=None, serial=entry.task)
                made.append(f"{entry.task} {period}")
    show_life("tick")
    return made


def _register(task: str, period: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO jobs_scheduleslot (task, period, created_at) VALUES (%s, %s, now()) ON CONFLICT DO NOTHING", [task, period])
        return cursor.rowcount == 1
