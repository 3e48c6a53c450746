"""The one decorator of every page: sign-in, scope, right, object, and reading that cannot write."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from portal.accounts import step_up as proof
from portal.accounts.enums import Sensitive
from portal.accounts.passwords import has_expired
from portal.accounts.rights import may
from portal.audit.occasion import occasioned
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import acting


@dataclass(frozen=True)
class Page:
    """What the tests of every address know about a view."""

    verb: str
    model: type | None
    field: str
    name: str
    step_up: str = ""


PAGES: dict[Callable, Page] = {}


def page(verb: str, *, obj: tuple[type, str] | None = None, step_up: str = "") -> Callable:
    """Declare a view ``view(request, [object], …)``.

    An object another tenant, industry or township owns is 404; 403 only when the actor may see it and lacks the verb.
    A ``Refused`` in a POST is shown as a message on the page the form came from, and nothing of it is saved.
    ``step_up`` names the kind of sensitive act (``Sensitive``): the page opens for who proved himself minutes ago for that kind.
    """
    model, field = obj or (None, "")
    kind = Sensitive(step_up).value if step_up else ""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            gate = _gate(request)
            if gate is not None:
                return gate
            try:
                with occasioned(cause=verb), acting(request.actor):
                    if request.method in ("GET", "HEAD"):
                        read_only()
                    found = (_find(model, field, request, kwargs),) if model else ()
                    if not may(request.actor, verb):
                        raise PermissionDenied
                    if kind and not proof.is_fresh(request, kind):
                        return proof.ask(request, kind, then=_here(request))
                    return view(request, *found, *args, **kwargs)
            except Refused as refusal:
                if request.method in ("GET", "HEAD"):
                    raise Http404(refusal.reason) from refusal
                messages.error(request, refusal.reason)
                return redirect(_came_from(request))

        wrapped.page = PAGES[wrapped] = Page(verb, model, field, f"{view.__module__}.{view.__name__}", kind)
        return wrapped

    return decorate


def _gate(request: HttpRequest) -> HttpResponse | None:
    if request.actor is None:
        return redirect(f"{reverse('login')}?{urlencode({'next': request.get_full_path() if request.method == 'GET' else '/'})}")
    if has_expired(request.user, clock.now(), request.account_policy) and request.resolver_match.url_name != "password_change":
        return redirect("password_change")
    return None


def _find(model: type, field: str, request: HttpRequest, kwargs: dict) -> Any:
    found = model.objects.visible_to(request.actor).filter(**{field: kwargs.pop(field)}).first()
    if found is None:
        raise Http404
    return found


def _here(request: HttpRequest) -> str:
    """Where to go on after the proof: the page itself, or the one its form stands on."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else _came_from(request)


def _came_from(request: HttpRequest) -> str:
    referer = request.headers.get("referer", "")
    return referer if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else request.path


def read_only() -> None:
    """What only shows changes nothing, whatever it calls."""
    # Takes effect for the rest of this savepoint, hence also inside the outer transaction of a test.
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
