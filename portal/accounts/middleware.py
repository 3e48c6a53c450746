"""Who is asking: the session's user and membership become ``request.actor``."""

import datetime as dt

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from portal.accounts import client
from portal.accounts.actors import actor_for, memberships_of
from portal.accounts.sessions import MEMBERSHIP, SEEN, SIGNED_IN
from portal.audit.log import from_address
from portal.lib import clock

SEEN_EVERY = dt.timedelta(seconds=60)


class SignedIn:
    """Ends idle and over-long sessions, attaches the actor, keeps the address for the audit trail.

    The time stamp is written here, outside the view's transaction, because reading pages run read-only.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        request.memberships = ()
        if request.user.is_authenticated:
            self._attach(request)
        with from_address(client.address(request)):
            return self.get_response(request)

    def _attach(self, request: HttpRequest) -> None:
        instant = dt.datetime.now(dt.UTC)
        if _is_over(request, instant) or not request.user.is_active:
            logout(request)
            return
        memberships = list(memberships_of(request.user, clock.today()))
        chosen = next((m for m in memberships if m.pk == request.session.get(MEMBERSHIP)), None)
        if chosen is None:
            logout(request)
            return
        request.memberships = memberships
        request.membership = chosen
        request.actor = actor_for(chosen)
        seen = dt.datetime.fromisoformat(request.session[SEEN])
        if instant - seen > SEEN_EVERY:
            request.session[SEEN] = instant.isoformat()


def _is_over(request: HttpRequest, instant: dt.datetime) -> bool:
    signed_in, seen = request.session.get(SIGNED_IN), request.session.get(SEEN)
    if not signed_in or not seen:
        return True
    age = instant - dt.datetime.fromisoformat(signed_in)
    idle = instant - dt.datetime.fromisoformat(seen)
    return age.total_seconds() > settings.SESSION_ABSOLUTE_SECONDS or idle.total_seconds() > settings.SESSION_IDLE_SECONDS
