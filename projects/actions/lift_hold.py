"""The cause of a hold is gone."""

import datetime as dt

from portal.audit.log import record
from portal.tenancy.scope import Actor
from projects.models import Hold, Project


def lift_hold(*, actor: Actor, project: Project, kind: str, source_uid: object, at: dt.datetime) -> int:
    """Lift the standing holds of this cause; returns how many there were, none being no fault."""
    holds = list(Hold.objects.of(project).select_for_update().filter(kind=kind, source_uid=str(source_uid), lifted_at__isnull=True))
    for hold in holds:
        hold.lifted_at = at
        hold.save(update_fields=["lifted_at"])
        record(actor, "projects.lift_hold", project, detail={"kind": kind, "reason": hold.reason})
    return len(holds)
