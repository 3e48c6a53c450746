"""What a place does not ask of its small, short or scattered works, as a condition of the database: the same rule as ``projects.systems.simple``."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import policy_sets
from projects.systems.keys import SIMPLE_WAIVED, SIMPLE_WORKS
from projects.systems.simple import WAN, codes_waived

# Which element each gap of the list stands for.
ELEMENTS = {"account": "account_opened", "deposit": "deposit_stored", "board": "board_places", "agreement": "entrusted", "officer": "officer"}
NOBODY = Q(pk__in=())


def waived_gaps(projects: QuerySet, on: dt.date) -> dict[str, Q]:
    """Of each gap, which of these projects it is not asked of; the nation waives nothing, so where no place has entered anything nobody is asked for more."""
    found = dict.fromkeys(ELEMENTS, NOBODY)
    if not PolicyRow.objects.filter(key=SIMPLE_WAIVED).exists():
        return found
    regions = Region.objects.filter(pk__in=projects.order_by().values("region_id"))
    for region_id, policies in policy_sets(regions, on).items():
        codes = codes_waived(policies)
        for gap, element in ELEMENTS.items():
            if element in codes:
                found[gap] |= Q(region_id=region_id) & _described(policies[SIMPLE_WORKS].value or ())
    return found


def _described(lines: list[dict[str, Any]]) -> Q:
    found = NOBODY
    for line in lines:
        asked = [condition(line[name]) for name, condition in CONDITIONS.items() if line.get(name)]
        if asked:
            found |= Q(*asked)
    return found


def _shorter(days: int) -> Q:
    begun, ended = Coalesce("started_on", "contract_signed_on"), Coalesce("completed_on", "planned_end_on")
    is_known = (Q(started_on__isnull=False) | Q(contract_signed_on__isnull=False)) & (Q(completed_on__isnull=False) | Q(planned_end_on__isnull=False))
    return is_known & Q(LessThan(ended, begun + dt.timedelta(days=days - 1)))


CONDITIONS = {
    "days": _shorter,
    "wan": lambda wan: Q(contract_amount__isnull=False, contract_amount__lt=wan * WAN),
    "site": lambda site: Q(site_kind=site),
}
