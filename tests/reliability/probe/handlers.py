import time

from django.db import connection, transaction

from portal.accounts.models import Membership
from portal.jobs.handlers import handler
from portal.notices.announce import Announcement, announce

KIND = "probe.trace"


@handler(KIND, "留痕")
def trace(job, actor) -> None:
    """Works for a while, then leaves one row: a job done twice leaves two. The row and the end of the job are one commit."""
    steps = job.payload.get("steps", 4)
    for step in range(steps):
        time.sleep(job.payload["seconds"] / steps)
        job.progress(step + 1, steps)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO probe_trace (name) VALUES (%s)", [job.key])
        job.finish({"trace": job.key})


@announce("probe.told")
def told(message, actor, on) -> Announcement:
    """To the probe's one person, slowly enough that a kill meets it."""
    time.sleep(0.1)
    return Announcement(Membership.objects.filter(user__username="probe"), message.key)
