"""Statutory terms as they run in one region: from the moment its policy has settled."""

import datetime as dt
from collections.abc import Sequence

from portal.lib.calendars import WorkCalendar
from portal.lib.deadlines import REPORTING_REGIONS, Due, reckon, rules_of
from portal.lib.pauses import Pause
from portal.lib.start_moments import StartMoment, begin
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.statutory import START_MOMENTS


def start_here(code: str, received: dt.date, policies: PolicySet, calendar: WorkCalendar) -> dt.date:
    """The starting day of a term here; without a settled moment the day of receipt."""
    return begin(policies[START_MOMENTS].value.get(code, StartMoment.RECEIPT), received, calendar)


def due_here(
    code: str, received: dt.date, policies: PolicySet, calendar: WorkCalendar, *, days: int | None = None, pauses: Sequence[Pause] = ()
) -> list[tuple[Due, dt.date]]:
    """Each part of a code with the day from which it runs; D36 is reckoned for the nearest region that has reports."""
    found = rules_of(code, _reporting(policies))
    starts = [start_here(rule.code, received, policies, calendar) for rule in found]
    return [(reckon(rule, start, calendar, days=days, pauses=pauses), start) for rule, start in zip(found, starts, strict=True)]


def _reporting(policies: PolicySet) -> str | None:
    """The nearest region at or above whose notice sets reports."""
    codes = dict(Region.objects.filter(pk__in=policies.region.ancestor_ids).values_list("pk", "code"))
    return next((codes[pk] for pk in reversed(policies.region.ancestor_ids) if codes[pk] in REPORTING_REGIONS), None)
