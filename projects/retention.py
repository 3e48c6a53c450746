"""How long the papers of a project are kept: at least three years from the later of completion and settlement (条例 第十五条、第二十八条)."""

import datetime as dt

from portal.documents.retention import CLASSES
from portal.lib.deadlines import add_months
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from projects.enums import ProjectState
from projects.models import Project, SiteState


def settled_on(actor: Actor, project_id: int) -> dt.date | None:
    """The later of the day since which the project is 已结清 and its completion; ``None`` while it is open, or where the actor does not see it."""
    rows = SiteState.objects.visible_to(actor).filter(project_id=project_id, state=ProjectState.SETTLED, until__isnull=True)
    found = rows.values_list("since", "project__completed_on").first()
    return max(day for day in found if day) if found else None


def kept_until(actor: Actor, project: Project) -> dt.date | None:
    """The last day of the term, as long as the tenant keeps wage papers; ``None`` while the term has not begun."""
    begun = settled_on(actor, project.pk)
    if begun is None:
        return None
    years = policy(project.region_id, CLASSES["wages"].policy, on=begun).require()
    return add_months(begun, 12 * years)
