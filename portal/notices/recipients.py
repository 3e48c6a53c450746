"""Who is told."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from portal.accounts.models import Membership
from portal.tenancy.models import Region


def _present(on: dt.date, roles: Iterable[str]) -> QuerySet[Membership]:
    return Membership.objects.valid_on(on).filter(user__is_active=True, role__in=list(roles))


def people_of_region(region_id: int, roles: Iterable[str], on: dt.date) -> QuerySet[Membership]:
    """People of the responsible node itself."""
    return _present(on, roles).filter(region_id=region_id)


def people_above(region_id: int, roles: Iterable[str], on: dt.date) -> QuerySet[Membership]:
    """People of the node and of every node above it (an escalation)."""
    return _present(on, roles).filter(region_id__in=Region.objects.get(pk=region_id).ancestor_ids)


def people_of_organisation(organisation_id: int, roles: Iterable[str], on: dt.date) -> QuerySet[Membership]:
    """People of one organ or enterprise."""
    return _present(on, roles).filter(organisation_id=organisation_id)


def people_everywhere(roles: Iterable[str], on: dt.date) -> QuerySet[Membership]:
    """People of these roles in every tenant: what concerns the installation and names nobody's data."""
    return _present(on, roles)
