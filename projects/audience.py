"""Which enterprises an office may send a circular to."""

import datetime as dt

from django.db.models import Q, QuerySet

from portal.tenancy.models import Organisation, Participation
from portal.tenancy.scope import Actor
from projects.models import Project


def taking_part(actor: Actor, on: dt.date) -> QuerySet[Organisation]:
    """Those that take part in an unfinished project the actor sees, on that day."""
    projects = Project.objects.visible_to(actor).unfinished().values("pk")
    present = Participation.objects.filter(Q(until__isnull=True) | Q(until__gte=on), project_id__in=projects)
    return Organisation.objects.filter(pk__in=present.values("organisation"))
