"""All layers of one key side by side, and how each came about."""

import datetime as dt
from dataclasses import dataclass

from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import PolicyValue, value_of
from portal.tenancy.policy_keys import PolicyKey
from portal.tenancy.policy_values import shown

LAYERS = (RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY)
OWN_LAYER = {RegionLevel.ZONE: RegionLevel.COUNTY, RegionLevel.TOWNSHIP: RegionLevel.COUNTY}


@dataclass(frozen=True)
class Layer:
    """What one level says; ``row`` is None where it says nothing, ``region`` where the level lies outside the chain."""

    label: str
    region: Region | None
    row: PolicyRow | None
    value: PolicyValue | None
    wins: bool = False

    @property
    def words(self) -> str:
        return shown(self.value.key, self.value.value) if self.value else ""


def layers_of(key: PolicyKey, region: Region, on: dt.date) -> list[Layer]:
    """National, province, city, county on a day; the last one that speaks wins."""
    chain = {OWN_LAYER.get(node.level, node.level): node for node in Region.objects.filter(pk__in=region.ancestor_ids)}
    rows = {row.region_id: row for row in PolicyRow.objects.filter(key=key.key, region__in=chain.values()).in_force(on).select_related("region")}
    spoken = [layer for layer in LAYERS if layer in chain and chain[layer].pk in rows]
    winner = spoken[-1] if spoken else None
    found = [Layer("国家", None, None, value_of(key, None), wins=winner is None)]
    for level in LAYERS:
        node = chain.get(level)
        row = rows.get(node.pk) if node else None
        found.append(Layer(RegionLevel(level).label, node, row, value_of(key, row) if row else None, level == winner))
    return found


def history_of(key: PolicyKey, regions: list[int]) -> list[tuple[PolicyRow, str]]:
    """Every value these regions have ever set, the newest first, in words."""
    rows = PolicyRow.objects.filter(key=key.key, region__in=regions).select_related("region").order_by("-valid_from", "-recorded_at")
    return [(row, shown(key, value_of(key, row).value)) for row in rows]
