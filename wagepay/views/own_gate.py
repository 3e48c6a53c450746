"""Before every page of a worker's own stands his visit: one person of one county, for a short time."""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from portal.accounts.pages import read_only
from portal.audit.occasion import occasioned
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.scope import acting
from wagepay.models import OwnVisit
from wagepay.own_actor import actor_of, visit_of

HOTLINE = "12333"


def cookie() -> str:
    """Bound to this host where the connection is safe."""
    return "__Host-portal_own" if settings.SESSION_COOKIE_SECURE else "portal_own"


def hotline(region_id: int | None) -> str:
    """The number of the tenant, else the national one."""
    region = Region.objects.filter(pk=region_id).first() if region_id else None
    jurisdiction = Jurisdiction.objects.of(region) if region else None
    return (jurisdiction.hotline if jurisdiction else "") or HOTLINE


def give_key(response: HttpResponse, visit: OwnVisit, key: str) -> HttpResponse:
    """The key lies in a cookie no script reads, and not longer than the visit."""
    seconds = int((visit.ends_at - visit.started_at).total_seconds())
    response.set_cookie(cookie(), key, max_age=seconds, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
    return response


def own_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """``view(request, visit, …)`` in the scope of the visit's person; without a visit the way leads to the phone number."""

    @never_cache
    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = visit_of(request.COOKIES.get(cookie(), ""), clock.now())
        if visit is None:
            sheet = f"?s={kwargs['uid']}" if "uid" in kwargs else ""
            return redirect(f"{reverse('own_pay')}{sheet}")
        request.own = actor_of(visit)
        try:
            with occasioned(cause="wagepay.own"), acting(request.own):
                if request.method in ("GET", "HEAD"):
                    read_only()
                return view(request, visit, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, refusal.reason)
            return redirect("own_pay")

    return wrapped
