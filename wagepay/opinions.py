"""Which months wait for a word of the supervisor."""

import datetime as dt

from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import ProjectMonth, SupervisorOpinion


def sites_without_opinion(actor: Actor, month: dt.date) -> list[Project]:
    """The actor's sites with people at work in the month, of which nobody has said anything yet; none for whom it is not to say."""
    if not may(actor, "wagepay.give_opinion"):
        return []
    worked = ProjectMonth.objects.visible_to(actor).filter(month=month, attended__gt=0).values("project")
    judged = SupervisorOpinion.objects.visible_to(actor).filter(month=month).values("project")
    return list(Project.objects.visible_to(actor).filter(pk__in=worked).exclude(pk__in=judged).order_by("name_key"))
