"""Figures over the job monitor and over the timetable."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.urls import reverse

from portal.jobs.models import Job, JobState, ScheduleSlot
from portal.jobs.schedules import Daily, Every
from portal.operations.sight import jobs_of
from portal.tenancy.scope import Actor

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
BROKEN = (JobState.DEAD, JobState.REFUSED)


def dead_jobs(actor: Actor) -> int:
    """How many jobs of one's regions wait for a decision; the menu's and the desk's figure."""
    return jobs_of(actor).dead().count()


def job_strip(actor: Actor, at: dt.datetime) -> list[dict]:
    """Waiting, running, done within a day, refused within a week, dead; one query."""
    found = jobs_of(actor).aggregate(
        pending=Count("pk", filter=Q(state=JobState.PENDING)),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        done=Count("pk", filter=Q(state=JobState.DONE, finished_at__gte=at - DAY)),
        refused=Count("pk", filter=Q(state=JobState.REFUSED, finished_at__gte=at - WEEK)),
        dead=Count("pk", filter=Q(state=JobState.DEAD)),
    )
    url = reverse("job_list")
    dead = {"note": "等待处理", "level": "red"} if found["dead"] else {}
    return [
        {"label": "待执行", "value": found["pending"], "url": f"{url}?state=pending"},
        {"label": "执行中", "value": found["running"], "url": f"{url}?state=running"},
        {"label": "24 小时内完成", "value": found["done"], "url": f"{url}?state=done"},
        {"label": "7 日内未通过", "value": found["refused"], "url": f"{url}?state=refused"},
        {"label": "失败", "value": found["dead"], "url": f"{url}?state=dead"} | dead,
    ]


@dataclass(frozen=True)
class Timed:
    """One line of the timetable: its last period, how that ended, what is due next and what was missed."""

    task: str
    label: str
    when: str
    period: str
    state: str
    words: str
    ended_at: dt.datetime | None
    error: str
    next_at: dt.datetime
    missed: int
    failed: int
    # The newest of the week that failed or found something wrong, for who may try it again.
    failed_uid: uuid.UUID | None = None


def timetable(schedule: tuple[Daily | Every, ...], at: dt.datetime) -> list[Timed]:
    """Every line in the order of the schedule; four queries."""
    tasks = [entry.task for entry in schedule]
    periods = dict(ScheduleSlot.objects.filter(task__in=tasks).order_by("task", "-period").distinct("task").values_list("task", "period"))
    last = {job.kind: job for job in Job.objects.filter(kind__in=tasks, region_id=None).order_by("kind", "-key").distinct("kind")}
    lately = Job.objects.of_the_installation().filter(kind__in=tasks, created_at__gte=at - WEEK)
    failed = dict(lately.dead().values_list("kind").annotate(Count("pk")).values_list("kind", "pk__count"))
    newest = dict(lately.filter(state__in=BROKEN).order_by("kind", "-key").distinct("kind").values_list("kind", "uid"))
    lines = [_timed(entry, periods.get(entry.task), last.get(entry.task), failed.get(entry.task, 0), at) for entry in schedule]
    return [replace(line, failed_uid=newest.get(line.task)) for line in lines]


def _timed(entry: Daily | Every, period: str | None, job: Job | None, failed: int, at: dt.datetime) -> Timed:
    overdue = [due for due in entry.due(period, at) if period is not None]
    return Timed(
        task=entry.task,
        label=entry.label,
        when=entry.when,
        period=(period or "").replace("T", " "),
        state=job.state if job else "",
        words=job.get_state_display() if job else "还没有运行",
        ended_at=job.finished_at if job else None,
        error=job.why if job else "",
        next_at=entry.following(period, at),
        missed=max(0, len(overdue) - 1) if isinstance(entry, Every) else len(overdue),
        failed=failed,
    )
