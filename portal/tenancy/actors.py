"""The named system actor."""

from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, Scope

SYSTEM_ROLE = "system"


def system_actor(region: Region | None = None) -> Actor:
    """The actor of scheduled work and of commands without --as: a region's subtree, or every tenant."""
    regions = Region.objects.subtree(region) if region else Region.objects.all()
    ids = frozenset(regions.values_list("pk", flat=True))
    return Actor(
        uid=None,
        username="system",
        name="系统",
        role=SYSTEM_ROLE,
        scope=Scope(read_regions=ids, write_regions=ids),
        region_id=region.pk if region else None,
    )


def intake_actor(region_id: int, project_id: int) -> Actor:
    """An anonymous worker on the complaint page of one project: leads and answers of that project, nothing else."""
    return Actor(uid=None, username="worker", name="工友（扫码）", role="worker", scope=Scope(intake_projects=frozenset([project_id])), region_id=region_id)
