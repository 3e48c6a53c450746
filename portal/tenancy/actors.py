"""The named system actor."""

from collections.abc import Mapping

from portal.tenancy.enums import ANSWERING
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, Scope, person_key

SYSTEM_ROLE = "system"


def system_actor(region: Region | None = None) -> Actor:
    """The actor of scheduled work and of commands without --as: a region's subtree, or every tenant."""
    regions = Region.objects.subtree(region) if region else Region.objects.all()
    levels = dict(regions.values_list("pk", "level"))
    return _system(frozenset(levels), region.pk if region else None, answering(levels))


def keeper(region_id: int) -> Actor:
    """The system for the rows of one node alone, such as its counters."""
    return _system(frozenset([region_id]), region_id)


def answering(levels: Mapping[int, str]) -> frozenset[int]:
    """Of these regions those that answer for projects: of a province one in ten, and nearly all rows are theirs."""
    return frozenset(pk for pk, level in levels.items() if level in ANSWERING)


def _system(ids: frozenset[int], region_id: int | None, first: frozenset[int] = frozenset()) -> Actor:
    return Actor(
        uid=None,
        username="system",
        name="系统",
        role=SYSTEM_ROLE,
        scope=Scope(read_regions=ids, write_regions=ids, told_first=first),
        region_id=region_id,
    )


def intake_actor(region_id: int, *opened: int) -> Actor:
    """An anonymous worker: ``opened`` are the project of the notice board and the key of his own lead, and nothing else is."""
    return Actor(uid=None, username="worker", name="工友（扫码）", role="worker", scope=Scope(intake_projects=frozenset(opened)), region_id=region_id)


def own_actor(region_id: int, person: bytes, projects: frozenset[int] = frozenset()) -> Actor:
    """A worker on his own pages, proved by his phone: his rows of one county, and the names of the sites he worked on."""
    scope = Scope(own_regions=frozenset({region_id}), own_people=frozenset({person_key(person)}), intake_projects=projects)
    return Actor(uid=None, username="worker", name="工友本人", role="worker", scope=scope, region_id=region_id)
