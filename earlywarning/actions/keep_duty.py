"""值班: who answers for a county at night and on holidays; messages counted in hours go to him too."""

import datetime as dt

from django.db import transaction

from earlywarning.models import DutyShift
from portal.accounts.models import User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.notices.recipients import people_of_region
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

MOST_DAYS = 31


@transaction.atomic
def put_on_duty(*, actor: Actor, region: Region, user: User, first: dt.date, last: dt.date, on: dt.date) -> int:
    """One person for some days; a day he already has is left as it is. Returns how many days were added."""
    require(actor, "clearance.duty")
    if region.pk not in actor.scope.write_regions:
        raise Refused("只能排本级的值班。", "not_own")
    if not on <= first <= last < first + dt.timedelta(days=MOST_DAYS):
        raise Refused(f"从今天起排，一次最多 {MOST_DAYS} 天，结束日不能早于开始日。", "dates")
    if not people_of_region(region.pk, ("inspector", "office"), on).filter(user=user).exists():
        raise Refused("值班人要是本级在岗的监察员或办公室人员。", "no_person")
    known = set(DutyShift.objects.visible_to(actor).filter(region=region, user=user, day__range=(first, last)).values_list("day", flat=True))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    fresh = [DutyShift(region=region, user=user, day=day, by=actor.name) for day in days if day not in known]
    DutyShift.objects.bulk_create(fresh)
    record(actor, "clearance.duty", region_id=region.pk, detail={"user": user.name, "first": first.isoformat(), "last": last.isoformat(), "days": len(fresh)})
    return len(fresh)


@transaction.atomic
def take_off_duty(shift: DutyShift, *, actor: Actor, on: dt.date) -> None:
    """A day to come may be given to somebody else; a day that was is what was."""
    require(actor, "clearance.duty")
    if shift.day < on:
        raise Refused("已经过去的值班不能撤。", "past")
    record(actor, "clearance.off_duty", region_id=shift.region_id, detail={"user": shift.user.name, "day": shift.day.isoformat()})
    DutyShift.objects.writable_by(actor).filter(pk=shift.pk).delete()
