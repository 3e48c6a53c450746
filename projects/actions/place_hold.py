"""Stop the closing of a project."""

import datetime as dt

from portal.audit.log import record
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.models import Hold, Project


def place_hold(
    *, actor: Actor, project: Project, kind: str, source_type: str, source_uid: object, reason: str, at: dt.datetime, until: dt.date | None = None
) -> Hold:
    """Called by the room that knows the cause, in its transaction; the same cause again returns the hold that stands."""
    standing = Hold.objects.of(project).filter(kind=kind, source_uid=str(source_uid), lifted_at__isnull=True).first()
    return standing or new_hold(
        actor=actor, project=project, kind=kind, source_type=source_type, source_uid=source_uid, reason=reason, at=at, until=until
    )  # fmt: skip


def new_hold(
    *, actor: Actor, project: Project, kind: str, source_type: str, source_uid: object, reason: str, at: dt.datetime, until: dt.date | None = None
) -> Hold:
    """For a room that has looked for all its causes at once and found none standing."""
    hold = Hold(
        project=project,
        region_id=project.region_id,
        kind=kind,
        source_type=source_type,
        source_uid=str(source_uid),
        reason=reason[:200],
        placed_at=at,
        until=until,
    )
    insert(hold)
    record(actor, "projects.place_hold", project, detail={"kind": kind, "reason": hold.reason})
    return hold
