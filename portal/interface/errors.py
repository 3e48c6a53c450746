"""Error pages: they ask the database nothing and say what to do next, never what exists elsewhere."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from portal.interface import shell
from portal.lib import clock


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Something without which no act may happen (the audit trail) does not answer."""
    return _page(request, 503)


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """Rendered without the request's context processors, so that a lost database still gives a page."""
    context |= {"shell": _frame(request, status), "at": clock.now(), "request_id": request_id(request), "status": status}
    return HttpResponse(render_to_string(f"errors/{status}.html", context), status=status)


def _frame(request: HttpRequest, status: int) -> shell.Shell:
    """The menu stays on refusals of a signed-in person; after a fault only the bare frame is safe."""
    actor = getattr(request, "actor", None) if status in (403, 404) else None
    return shell.bare(actor, path=request.path)


def request_id(request: HttpRequest) -> str:
    """The number to quote when reporting; the one of the log line when the server gave one."""
    return getattr(request, "request_id", "") or f"{secrets.token_hex(2)}-{secrets.token_hex(2)}"
