"""The Celery side: two thin tasks that carry ids."""

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from portal.jobs import runner, schedules, sweep
from portal.lib import clock


@shared_task(name="portal.jobs.run")
def run_job(job_id: int) -> str:
    """Run one job."""
    return runner.run(job_id, beating=True)


@shared_task(name="portal.jobs.tick")
def tick() -> list[str]:
    """Each minute: register due periods, sweep what was lost."""
    with transaction.atomic():
        made = schedules.tick(import_string(settings.PORTAL_SCHEDULE), clock.now())
    sweep.sweep()
    return made
