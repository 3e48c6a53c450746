"""本地区: the area whose deposits one authority keeps (65号文 第五条), by the level the policy names."""

from portal.external.policies import KEEPER
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet


def areas(policies: dict[int, PolicySet]) -> dict[int, int]:
    """For each region the node that stands for its area; a municipality's districts have no city above them and count as one area."""
    chains = {pk: found.region.ancestor_ids for pk, found in policies.items()}
    levels = dict(Region.objects.filter(pk__in={node for chain in chains.values() for node in chain}).values_list("pk", "level"))
    return {pk: _node(chain, levels, policies[pk][KEEPER].require()) for pk, chain in chains.items()}


def _node(chain: list[int], levels: dict[int, str], wanted: str) -> int:
    if wanted == RegionLevel.COUNTY:
        return chain[-1]
    named = next((pk for pk in chain if levels[pk] == wanted), None)
    return named or next((pk for pk in chain if levels[pk] == RegionLevel.PROVINCE), chain[0])
