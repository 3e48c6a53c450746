"""Act under another of one's own memberships."""

import datetime as dt

from django.http import HttpRequest

from portal.accounts.actors import actor_for, memberships_of
from portal.accounts.sessions import MEMBERSHIP
from portal.audit.log import record
from portal.lib.errors import Refused


def switch_membership(request: HttpRequest, membership_id: int, *, on: dt.date) -> None:
    """Switch and re-key the session, so that the old key opens nothing."""
    chosen = memberships_of(request.user, on).filter(pk=membership_id).first()
    if chosen is None:
        raise Refused("您没有这项任职，或任期已到。", "no_membership")
    request.session.cycle_key()
    request.session[MEMBERSHIP] = chosen.pk
    record(actor_for(chosen), "accounts.switch", request.user, region_id=chosen.region_id)
