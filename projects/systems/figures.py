"""By which figures of its tenant a site was judged: the newest policy row that may count there."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, Q

from portal.tenancy.models import PolicyRow, Region

NEVER = -1


def newest_policies(regions: Iterable[Region]) -> dict[int, int]:
    """By region the newest policy row that may count there; rows are added and ended, so a newer one has a higher number."""
    regions = list(regions)
    nodes = {pk for region in regions for pk in region.ancestor_ids}
    newest = dict(PolicyRow.objects.filter(region__in=nodes).order_by().values_list("region").annotate(newest=Max("pk")))
    return {region.pk: max((newest.get(pk, 0) for pk in region.ancestor_ids), default=0) for region in regions}


def trusted_policies(regions: Iterable[Region], on: dt.date) -> dict[int, int]:
    """The same for lamps that may be of the day before: where a figure begins or ends on the day, none of them is trusted."""
    regions = list(regions)
    turning = set(PolicyRow.objects.filter(Q(valid_from=on) | Q(valid_to__range=(on - dt.timedelta(days=1), on))).values_list("region", flat=True))
    newest = newest_policies(regions)
    return {region.pk: NEVER if turning.intersection(region.ancestor_ids) else newest[region.pk] for region in regions}
