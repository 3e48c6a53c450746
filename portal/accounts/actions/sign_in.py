"""Open a session for a person who has proved who he is."""

import datetime as dt

from django.contrib.auth import login
from django.http import HttpRequest

from portal.accounts import client
from portal.accounts.actors import actor_for, memberships_of
from portal.accounts.models import Membership, User
from portal.accounts.sessions import ADDRESS, AGENT, MEMBERSHIP, SECOND, SEEN, SIGNED_IN
from portal.audit.log import record
from portal.lib.errors import Refused


def memberships_for_sign_in(user: User, on: dt.date) -> list[Membership]:
    """The roles he may act under; a person without any has an account but nothing to do here."""
    found = list(memberships_of(user, on))
    if not found:
        raise Refused("这个账号现在没有任职，请联系本单位的管理员。", "no_membership")
    return found


def sign_in(request: HttpRequest, user: User, *, on: dt.date, at: dt.datetime, second: bool = False) -> None:
    """Start a new session (new key) under the person's first valid membership and record it.

    ``at`` is the clock on the wall, from which idle and absolute limits run, whatever the business date.
    ``second``: he has given a second factor as well.
    """
    membership = memberships_for_sign_in(user, on)[0]
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    instant = at.isoformat()
    request.session.update(
        {MEMBERSHIP: membership.pk, ADDRESS: client.address(request), AGENT: request.headers.get("user-agent", ""), SIGNED_IN: instant, SEEN: instant}
    )
    if second:
        request.session[SECOND] = instant
    record(actor_for(membership), "accounts.sign_in", user, region_id=membership.region_id, detail={"second_factor": second})
