"""A worker leaves his own pages; old codes and visits are forgotten."""

import datetime as dt

from portal.audit.log import record
from portal.tenancy.scope import Actor
from wagepay.models import OwnCode, OwnVisit

KEPT = dt.timedelta(days=2)


def end_own_visit(*, actor: Actor, visit: OwnVisit, at: dt.datetime) -> OwnVisit:
    """From now on its key opens nothing."""
    visit.ended_at = at
    visit.save(update_fields=["ended_at"])
    record(actor, "wagepay.own_leave", visit)
    return visit


def forget_own(*, at: dt.datetime) -> dict[str, int]:
    """Hashes of phones and addresses are kept as long as the limits count them; what was done stands in the trail."""
    codes, _ = OwnCode.objects.filter(asked_at__lt=at - KEPT).delete()
    visits, _ = OwnVisit.objects.filter(ends_at__lt=at - KEPT).delete()
    return {"codes": codes, "visits": visits}
