"""Before a sensitive act a person proves again who he is: a few minutes for one kind of act, in this session alone."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from portal.accounts.enums import Sensitive
from portal.accounts.sessions import DOUBTS, STEP_UP


def is_fresh(request: HttpRequest, kind: str) -> bool:
    """Whether the proof for this kind of act is young enough (policy ``accounts.step_up_minutes``).

    A page that a job runs again for an export (``request.proved``) was proved where the export was asked for and is where it is taken.
    """
    if getattr(request, "proved", False):
        return True
    given = request.session.get(STEP_UP, {}).get(kind)
    return bool(given) and timezone.now() - dt.datetime.fromisoformat(given) <= dt.timedelta(minutes=request.account_policy.step_up_minutes)


def remember(request: HttpRequest, kind: str, at: dt.datetime) -> None:
    """Note the proof under a new session key, so that a key stolen before opens nothing."""
    request.session.cycle_key()
    request.session[STEP_UP] = request.session.get(STEP_UP, {}) | {Sensitive(kind).value: at.isoformat()}
    request.session.pop(DOUBTS, None)


def ask(request: HttpRequest, kind: str, *, then: str) -> HttpResponse:
    """Lead to the page that asks for the proof, and from there back to ``then``."""
    address = f"{reverse('step_up', args=[kind])}?{urlencode({'next': then})}"
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", None) else redirect(address)
