"""Each request has a number: on the error page, in the answer's head and on every log line it causes; and one line of its own."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

logger = structlog.get_logger("portal.request")
QUIET = ("/static/", "/health/")


class RequestNumber:
    """Outermost middleware. The log tells the route and never the path, the query or the body: they may hold somebody's code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = f"{secrets.token_hex(2)}-{secrets.token_hex(4)}"
        begun = time.monotonic()
        with structlog.contextvars.bound_contextvars(request=request.request_id):
            response = self.get_response(request)
            if not request.path.startswith(QUIET):
                logger.info("request", **_facts(request, response, begun))
        response.headers["X-Request-ID"] = request.request_id
        return response


def _facts(request: HttpRequest, response: HttpResponse, begun: float) -> dict:
    match, actor = request.resolver_match, getattr(request, "actor", None)
    return {
        "method": request.method,
        "route": match.url_name if match else "",
        "status": response.status_code,
        "ms": round((time.monotonic() - begun) * 1000),
        "membership": getattr(actor, "membership_id", None),
    }
