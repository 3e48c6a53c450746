"""Name a person of the chain of responsibility (人盯人、人盯项目)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change, insert
from projects.models import Project, Responsibility


def assign_responsibility(
    *, actor: Actor, project: Project, post: str, name: str, since: dt.date, organisation_name: str = "", title: str = "", phone: str = ""
) -> Responsibility:
    """The new name takes over from ``since``; the earlier one stays in the record."""
    require(actor, "projects.assign")
    check_writable(actor, project)
    row = Responsibility(
        project=project, region_id=project.region_id, post=post, name=name, organisation_name=organisation_name, title=title, phone=phone or None, since=since
    )
    with transaction.atomic():
        for old in Responsibility.objects.of(project).select_for_update().filter(post=post, until__isnull=True):
            old.until = max(since, old.since)
            change(old, "until")
        insert(row)
        record(actor, "projects.assign_responsibility", project, detail={"post": post, "name": name, "since": since.isoformat()})
    return row
