"""One view serves the page and its part; a session lost between two clicks sends the whole page to the sign-in."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asked for a piece of the page (not a boosted link, not a page restored from history)."""
    asked = getattr(request, "htmx", None)
    return bool(asked) and not asked.boosted and not asked.history_restore_request


def part_or_page(request: HttpRequest, page: str, part: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """Render ``part`` for htmx and ``page`` for everybody else, with one context."""
    response = render(request, part if wants_part(request) else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


class LostSessionRedirect:
    """During htmx a redirect to the sign-in page would land inside the part; the browser is sent there whole instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        location = response.headers.get("Location", "")
        if getattr(request, "htmx", None) and location and urlsplit(location).path == resolve_url(settings.LOGIN_URL):
            return HttpResponseClientRedirect(_sign_in_and_return(request))
        return response


def _sign_in_and_return(request: HttpRequest) -> str:
    """The sign-in address that leads back to the page the user was on (not to the part's address)."""
    here = urlsplit(request.htmx.current_url_abs_path or "/")
    return resolve_url(settings.LOGIN_URL) + "?" + urlencode({"next": here.path + (f"?{here.query}" if here.query else "")})
