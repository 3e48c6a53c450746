"""Figures of this room that a region sets for itself and rules read."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets


def figures_of(regions: Sequence[int], on: dt.date, key: str) -> dict[int, Any]:
    """Region -> its figure in force; a region that has not entered one is left out and never given a default."""
    found = {pk: policies[key].value for pk, policies in policy_sets(Region.objects.filter(pk__in=regions), on).items()}
    return {pk: value for pk, value in found.items() if value is not None}
