"""The actor a key becomes: read from the database at each request, with the key's verbs and nothing else."""

from django.conf import settings
from django.utils.module_loading import import_string

from portal.api.models import ApiKey
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, Scope, acting

MACHINE = "machine"


def actor_of(key: ApiKey) -> Actor:
    """A region's subtree to read and its own node to write; with projects named, these alone."""
    read = frozenset(Region.objects.subtree(key.region).values_list("pk", flat=True))
    whole = _actor(key, Scope(read_regions=read, write_regions=frozenset([key.region_id])))
    if not key.projects:
        return whole
    ids = frozenset(project_ids(whole, key.projects).values())
    return _actor(key, Scope(read_projects=ids, write_projects=ids))


def project_ids(actor: Actor, codes: list[str]) -> dict[str, int]:
    """Ids of the projects of these codes that the actor may see."""
    with acting(actor):
        return import_string(settings.PORTAL_PROJECT_IDS)(actor, codes)


def _actor(key: ApiKey, scope: Scope) -> Actor:
    return Actor(
        uid=key.uid,
        username=key.code,
        name=f"接口 {key.name}",
        role=MACHINE,
        scope=scope,
        organisation_id=key.organisation_id,
        organisation_name=key.organisation.name,
        region_id=key.region_id,
        granted=frozenset(key.verbs),
    )
