"""What cannot wait for the night: a message that somebody is a child is followed by the rule of children, at once."""

import datetime as dt
from collections.abc import Sequence
from types import ModuleType

from earlywarning.actions.scan import scan
from earlywarning.models import Scan
from portal.jobs.models import OutboxMessage
from portal.tenancy.models import Region
from wagepay.intake.children import MESSAGE as CHILD

URGENT = {CHILD: "W25"}


def scan_urgent(rules: Sequence[ModuleType], *, on: dt.date, at: dt.datetime) -> dict[str, int]:
    """Scan the counties that were told of something since the rule last ran; without news nothing runs and nothing is written."""
    done = {"regions": 0, "opened": 0}
    for kind, code in URGENT.items():
        told = OutboxMessage.objects.filter(kind=kind, region_id__isnull=False)
        last = Scan.objects.filter(rule__in=("", code)).order_by("-finished_at").values_list("finished_at", flat=True).first()
        if last is not None:
            told = told.filter(created_at__gt=last)
        for region in Region.objects.filter(pk__in=set(told.values_list("region_id", flat=True))).order_by("pk"):
            done["opened"] += scan(rules, on=on, at=at, region=region, code=code)["opened"]
            done["regions"] += 1
    return done
