"""To whom an official notice may go: people of chosen units and roles, and enterprises, whose list a room above knows."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet

from portal.accounts.enums import ENTERPRISE
from portal.accounts.models import Membership
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor

_SOURCES: list[Callable[[Actor, dt.date], QuerySet[Organisation]]] = []


def provide_enterprises(ask: Callable[[Actor, dt.date], QuerySet[Organisation]]) -> None:
    """Told in ``AppConfig.ready`` by the room that knows which enterprises work in an actor's regions."""
    if ask not in _SOURCES:
        _SOURCES.append(ask)


def enterprises_of(actor: Actor, on: dt.date) -> QuerySet[Organisation]:
    """The enterprises an actor may write to: those that take part in a running project of his regions."""
    found = Q(pk__in=[])
    for ask in _SOURCES:
        found |= Q(pk__in=ask(actor, on).values("pk"))
    return Organisation.objects.filter(found)


def people(actor: Actor, on: dt.date, *, roles: Iterable[str], region_ids: Iterable[int], enterprise_ids: Iterable[int]) -> QuerySet[Membership]:
    """Those in office on the day: by role in the regions, and everybody of the enterprises; only regions the actor reads."""
    regions = sorted(set(region_ids) & actor.scope.read_regions)
    chosen = Q(role__in=list(roles), region_id__in=regions) | Q(role__in=ENTERPRISE, organisation_id__in=list(enterprise_ids))
    return (
        Membership.objects.valid_on(on)
        .filter(chosen, user__is_active=True)
        .exclude(pk=actor.membership_id)
        .select_related("user", "organisation")
        .order_by("pk")
    )
