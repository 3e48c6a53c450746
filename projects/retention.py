"""From when the papers of a project are kept: wages must have been settled first (条例15)."""

import datetime as dt

from portal.tenancy.scope import Actor
from projects.enums import ProjectState
from projects.models import SiteState


def settled_on(actor: Actor, project_id: int) -> dt.date | None:
    """The day since which the project is 已结清; ``None`` while it is open, or where the actor does not see it."""
    found = SiteState.objects.visible_to(actor).filter(project_id=project_id, state=ProjectState.SETTLED, until__isnull=True)
    return found.values_list("since", flat=True).first()
