"""Which jobs a person looks after."""

from portal.accounts.rights import may
from portal.jobs.models import Job, JobQuerySet
from portal.tenancy.scope import Actor


def jobs_of(actor: Actor) -> JobQuerySet:
    """Those of his regions; the operator's are the timetable's own, which belong to no tenant."""
    rows = Job.objects.visible_to(actor)
    return rows | Job.objects.of_the_installation() if may(actor, "operations.timetable_jobs") else rows
