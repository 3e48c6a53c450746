"""Answers that carry a file: never shown inside the portal's own pages, and every one is recorded."""

import functools
from collections.abc import Callable, Iterable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from portal.audit.log import record
from portal.tenancy.scope import acting

SANDBOX = "sandbox; default-src 'none'"


def file_response(content: bytes | Iterable[bytes], name: str, media_type: str) -> HttpResponse:
    """The file as an attachment under its own name, in a sandbox and without guessing of its type."""
    response = HttpResponse(b"".join(content) if not isinstance(content, bytes) else content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename=\"file.{name.rsplit('.', 1)[-1][:8]}\"; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


def recorded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Stands above ``@page``: writes the entry after the read-only part of the request has ended.

    The view puts what it hands out into ``response.handed_out = (verb, object)`` or ``(verb, object, detail)``, or for a list that is no object into
    ``response.noted = (verb, detail)``. If the entry cannot be written, the file is not handed out.
    """

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        handed_out = getattr(response, "handed_out", None)
        if handed_out and request.method == "GET":
            verb, obj, *detail = handed_out
            with acting(request.actor):
                record(request.actor, verb, obj, detail=detail[0] if detail else {"name": str(obj)})
        noted = getattr(response, "noted", None)
        if noted and request.method == "GET":
            with acting(request.actor):
                record(request.actor, noted[0], region_id=request.actor.region_id, detail=noted[1])
        return response

    return wrapped
