"""Celery wakes workers and carries ids; the database carries the truth (portal.jobs)."""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

from celery import Celery, bootsteps
from celery.beat import ScheduleEntry, Scheduler
from django.conf import settings
from django.db import connection

from portal.jobs.heartbeats import show_life
from portal.jobs.pulse import BEAT_SECONDS
from portal.operations.role import refuse_bad_keys, refuse_unfit_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

logger = logging.getLogger(__name__)

SOFT_LIMIT, HARD_LIMIT, VISIBILITY = 240, 280, 3600  # seconds; each must be below the next


def broker(redis_url: str) -> str:
    """Celery's spelling of a redis-py address."""
    return redis_url.replace("unix://", "redis+socket://", 1)


class TickScheduler(Scheduler):
    """Keeps nothing on disk, so that a restart is due within a minute whatever the clock did; shows that it lives."""

    def apply_entry(self, entry: ScheduleEntry, producer: object = None) -> None:
        super().apply_entry(entry, producer=producer)
        sign_of_life = os.environ.get("PORTAL_BEAT_FILE")
        if sign_of_life:
            Path(sign_of_life).touch()


class Fitness(bootsteps.Step):
    """A worker does not start with unusable keys or under a database role that row security does not bind."""

    def __init__(self, parent: object, **options: object) -> None:
        if settings.ENV.embedded_database:  # `up` has asked for the role before its children start
            refuse_bad_keys()
        else:
            refuse_unfit_start()


class Rescuer(bootsteps.StartStopStep):
    """Each few seconds the worker frees the jobs of workers that died, and shows that it lives."""

    requires = {"celery.worker.components:Pool"}

    def __init__(self, parent: object, **options: object) -> None:
        self.end = threading.Event()

    def start(self, parent: object) -> None:
        from portal.jobs.sweep import rescue  # noqa: PLC0415  (models are not loaded when Celery imports this module)

        threading.Thread(target=self.watch, args=(rescue,), name="rescuer", daemon=True).start()

    def stop(self, parent: object) -> None:
        self.end.set()

    def watch(self, rescue: Callable[[], object]) -> None:
        while not self.end.wait(BEAT_SECONDS):
            try:
                show_life("worker")
                rescue()
            except Exception as fault:  # the database is away: the next round finds it again
                logger.warning("rescuer: %s", type(fault).__name__)
                connection.close()
        connection.close()


# A wake-up call that does not get through is tried once more, without waiting: a broker that comes back has closed old connections,
# and for one that stays away nobody in front of a page should wait, as the sweeper finds the job.
AT_ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

app = Celery("portal")
app.steps["worker"].add(Fitness)
app.steps["worker"].add(Rescuer)
app.set_default()  # also for the web's threads
app.conf.update(
    broker_url=broker(settings.REDIS_URL),
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": VISIBILITY,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
        **AT_ONCE,
    },
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_track_started=True,
    task_serializer="json",
    accept_content=["json"],
    task_soft_time_limit=SOFT_LIMIT,
    task_time_limit=HARD_LIMIT,
    task_publish_retry_policy=AT_ONCE,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=500_000,  # kB
    worker_soft_shutdown_timeout=60,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    timezone=settings.TIME_ZONE,
    beat_scheduler="portal.celery:TickScheduler",
    beat_max_loop_interval=30,
    beat_schedule={"tick": {"task": "portal.jobs.tick", "schedule": 60.0, "options": {"expires": 55}}},
)
app.autodiscover_tasks(["portal.jobs"])


def wake(job_id: int) -> None:
    """Send the id of a job to a worker. It lies here, so that a command that wakes somebody has the broker's address as the web has it."""
    app.send_task("portal.jobs.run", (job_id,))
