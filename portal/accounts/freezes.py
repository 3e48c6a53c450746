"""Asked before every full number and every export: is the data of these regions stopped?"""

from portal.accounts.models import Freeze
from portal.lib.errors import Refused
from portal.tenancy.models import Region


def frozen_regions() -> frozenset[int] | None:
    """Ids of all regions whose data is stopped; None when that is everything. One query while nothing is stopped."""
    freezes = list(Freeze.objects.in_force().select_related("region"))
    if any(freeze.region_id is None for freeze in freezes):
        return None
    found: set[int] = set()
    for freeze in freezes:
        found.update(Region.objects.subtree(freeze.region).values_list("pk", flat=True))
    return frozenset(found)


def refuse_frozen(*region_ids: int | None) -> None:
    """Refuse when one of the regions, or everything, is stopped."""
    frozen = frozen_regions()
    if frozen is None or frozen.intersection(region_ids):
        raise Refused("因安全事件，完整号码和导出已停用。请联系租户管理员，恢复后再办。", "frozen")
