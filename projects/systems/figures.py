"""By which figures of its tenant a site was judged: the newest policy row that may count there."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Max, Q

from portal.tenancy.models import PolicyRow, Region

NEVER = -1


def newest_policies(regions: Iterable[Region]) -> dict[int, int]:
    """By region the newest policy row that may count there; rows are added and ended, so a newer one has a higher number."""
    return {pk: newest for pk, (newest, _) in _of(regions, Q(pk__lt=0)).items()}


def trusted_policies(regions: Iterable[Region], on: dt.date) -> dict[int, int]:
    """The same for lamps that may be of the day before: where a figure begins or ends on the day, none of them is trusted."""
    turning = Q(valid_from=on) | Q(valid_to__range=(on - dt.timedelta(days=1), on))
    return {pk: NEVER if turns else newest for pk, (newest, turns) in _of(regions, turning).items()}


def _of(regions: Iterable[Region], counted: Q) -> dict[int, tuple[int, int]]:
    """By region the newest row of its node and those above it, and how many of them the condition counts: one query."""
    chains = {region.pk: region.ancestor_ids for region in regions}
    rows = PolicyRow.objects.filter(region__in={node for chain in chains.values() for node in chain}).order_by()
    known = {node: (newest, n) for node, newest, n in rows.values_list("region").annotate(newest=Max("pk"), n=Count("pk", filter=counted))}
    found = {pk: [known[node] for node in chain if node in known] for pk, chain in chains.items()}
    return {pk: (max((newest for newest, _ in rows), default=0), sum(n for _, n in rows)) for pk, rows in found.items()}
