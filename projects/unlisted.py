"""Permits of which the portal has no file (W38): how grave each is, and the county's duty to look."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse

from portal.accounts.rights import may
from portal.lib.clock import day_of
from portal.lib.rules import Level
from portal.notices.digest import Due, due_today
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor
from projects.models import PermitEntry
from projects.rules import w38_not_on_platform as w38

Thresholds = Mapping[int, dict]


def thresholds_of(regions: Iterable[int], on: dt.date) -> Thresholds:
    """The figures of W38 by region."""
    return {pk: values.thresholds(w38) for pk, values in policy_sets(Region.objects.filter(pk__in=set(regions)), on).items()}


def permit_level(entry: PermitEntry, thresholds: Thresholds, on: dt.date) -> Level | None:
    """None for a permit that has its file or needs none; without its own day it counts from the day it was entered."""
    if entry.project_id is not None or entry.ruled_out:
        return None
    return w38.of_permit(entry.issued_on or day_of(entry.recorded_at), thresholds[entry.region_id], on)


@due_today
def unlisted(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Works that were permitted and stand in no file: one line for the county that has to look."""
    if not may(actor, "projects.import_permits"):
        return
    rows = list(PermitEntry.objects.writable_by(actor).missing())
    thresholds = thresholds_of({row.region_id for row in rows}, on)
    late = sum(permit_level(row, thresholds, on) == Level.YELLOW for row in rows)
    if rows:
        note = f"其中黄色 {late} 项，超过期限没有建档" if late else "都在建档期限内"
        yield Due(f"有施工许可没有建档的工程 {len(rows)} 项（W38）", note, f"{reverse('permit_list')}?state=missing", bool(late))
