"""Since when a region's tenant works with the portal."""

import datetime as dt
from collections.abc import Sequence

from portal.tenancy.models import Jurisdiction, Region


def opened_on(regions: Sequence[int]) -> dict[int, dt.date]:
    """Region -> the day its nearest jurisdiction went live; regions without one are left out."""
    days = dict(Jurisdiction.objects.filter(opened_on__isnull=False).values_list("region_id", "opened_on"))
    found = {}
    for region in Region.objects.filter(pk__in=regions):
        nearest = next((i for i in reversed(region.ancestor_ids) if i in days), None)
        if nearest is not None:
            found[region.pk] = days[nearest]
    return found
