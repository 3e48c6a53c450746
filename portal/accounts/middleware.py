"""Who is asking: the session's user and membership become ``request.actor``."""

import datetime as dt
import secrets

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from portal.accounts import client, second_factor
from portal.accounts.actors import actor_for, memberships_of
from portal.accounts.policies import AccountPolicy
from portal.accounts.sessions import MEMBERSHIP, SECOND, SEEN, SIGNED_IN
from portal.audit.log import TrailUnavailable
from portal.audit.occasion import occasioned
from portal.interface.errors import unavailable
from portal.lib import clock

SEEN_EVERY = dt.timedelta(seconds=60)


class SignedIn:
    """Ends idle and over-long sessions, attaches the actor, keeps address and number of the request for the audit trail.

    The time stamp is written here, outside the view's transaction, because reading pages run read-only.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        request.memberships = ()
        request.request_id = getattr(request, "request_id", "") or secrets.token_hex(8)
        with occasioned(address=client.address(request), request_id=request.request_id):
            if request.user.is_authenticated and not self._attach(request):
                logout(request)
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An act whose entry could not be written has been taken back: say so, and that it may be tried again."""
        return unavailable(request) if isinstance(exception, TrailUnavailable) else None

    def _attach(self, request: HttpRequest) -> bool:
        """Whether the session still holds: its person is in use, has this role today, and has proved enough for all his roles."""
        instant, on = dt.datetime.now(dt.UTC), clock.today()
        if not request.user.is_active:
            return False
        memberships = list(memberships_of(request.user, on))
        chosen = next((m for m in memberships if m.pk == request.session.get(MEMBERSHIP)), None)
        if chosen is None:
            return False
        policy = AccountPolicy.of(chosen.region or request.user.opened_in, on=on)
        if _is_over(request, instant, policy) or (second_factor.is_demanded(memberships) and not request.session.get(SECOND)):
            return False
        request.memberships, request.membership, request.account_policy = memberships, chosen, policy
        request.actor = actor_for(chosen)
        if instant - dt.datetime.fromisoformat(request.session[SEEN]) > SEEN_EVERY:
            request.session[SEEN] = instant.isoformat()
        return True


def _is_over(request: HttpRequest, instant: dt.datetime, policy: AccountPolicy) -> bool:
    signed_in, seen = request.session.get(SIGNED_IN), request.session.get(SEEN)
    if not signed_in or not seen:
        return True
    age, idle = instant - dt.datetime.fromisoformat(signed_in), instant - dt.datetime.fromisoformat(seen)
    return age > dt.timedelta(hours=policy.session_hours) or idle > dt.timedelta(minutes=policy.idle_minutes)
