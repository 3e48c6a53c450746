"""Who keeps which node and which organisation (ADR 0016).

The operator keeps the tree and everything public; a tenant's administrator keeps the townships, departments and firms
below his own node. Another tenant's node is not there for him (404), his own county's row is there and not his to change (403).
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from portal.accounts.enums import Role
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Organisation, Participation, Region
from portal.tenancy.scope import Actor
from projects.models import Project

PUBLIC = (OrganisationKind.ENTERPRISE, OrganisationKind.BANK, OrganisationKind.EXTERNAL, OrganisationKind.REGULATOR)


def is_operator(actor: Actor) -> bool:
    return actor.role in (Role.OPERATOR, SYSTEM_ROLE)


def regions_of(actor: Actor) -> QuerySet[Region]:
    """The nodes the actor may look at."""
    return Region.objects.all() if is_operator(actor) else Region.objects.filter(pk__in=actor.scope.read_regions)


def region_for(actor: Actor, code: str) -> Region:
    """The node of a code, or nothing there."""
    found = regions_of(actor).filter(code=code).select_related("parent", "successor").first()
    if found is None:
        raise Http404
    return found


def keeps_region(actor: Actor, region: Region) -> bool:
    """Townships are the administrator's, everything above them the operator's."""
    return is_operator(actor) or (actor.role == Role.ADMIN and region.level == RegionLevel.TOWNSHIP and region.pk in actor.scope.read_regions)


def check_keeps_region(actor: Actor, region: Region) -> None:
    if not keeps_region(actor, region):
        raise PermissionDenied


def organisations_of(actor: Actor) -> QuerySet[Organisation]:
    """Public registers are read by everybody here; authorities by the regions, those above one's own included."""
    rows = Organisation.objects.all()
    if is_operator(actor):
        return rows
    return rows.exclude(kind=OrganisationKind.AUTHORITY) | rows.filter(region__in=actor.scope.read_regions | actor.scope.above_regions)


def organisation_for(actor: Actor, uid: str) -> Organisation:
    found = organisations_of(actor).filter(uid=uid).select_related("region", "parent", "merged_into").first()
    if found is None:
        raise Http404
    return found


def find_organisation(actor: Actor, text: str) -> Organisation | None:
    """A standing one by its number or its credit code."""
    rows = organisations_of(actor).standing()
    try:
        return rows.filter(uid=uuid.UUID(text)).first()
    except ValueError:
        return rows.filter(uscc=text.strip().upper()).first()


def keeps_organisation(actor: Actor, organisation: Organisation) -> bool:
    """An authority by its region; a public row by its place or, without one, while no other tenant's project knows it."""
    if is_operator(actor):
        return True
    if actor.role != Role.ADMIN:
        return False
    if organisation.kind not in PUBLIC:
        return organisation.region_id in actor.scope.read_regions
    if organisation.region_id and organisation.region_id not in actor.scope.read_regions:
        return False
    taking_part = set(Participation.objects.filter(organisation=organisation).values_list("project_id", flat=True))
    return len(taking_part) == Project.objects.visible_to(actor).filter(pk__in=taking_part).count()


def check_keeps_organisation(actor: Actor, organisation: Organisation) -> None:
    if not keeps_organisation(actor, organisation):
        raise PermissionDenied


def check_own_rows(actor: Actor, regions: set[int]) -> None:
    """A merger that would touch another tenant's rows is the operator's."""
    if not is_operator(actor) and regions - actor.scope.read_regions:
        raise Refused("这个单位在其他租户也有记录，请由平台运维合并。", "other_tenants")
