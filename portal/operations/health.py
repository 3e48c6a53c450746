"""For load balancers and container engines: does the process live, can it work."""

import secrets

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.operations import probes

NEEDED = (probes.database_role, probes.migrations, probes.queue)


@never_cache
@require_safe
@transaction.non_atomic_requests
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> HttpResponse:
    """Database and queue answer; which of them does not is told to this machine and to who has the token, to nobody else.

    A silent tick or worker is told but does not take the web out of service.
    """
    findings = probes.examine(NEEDED)
    ok = all(finding.ok for finding in findings)
    status = 200 if ok else 503
    if not _trusted(request):
        return JsonResponse({"ready": ok}, status=status)
    alive = {name: all(finding.ok for finding in probes.examine((probe,))) for name, probe in (("tick", probes.tick), ("worker", probes.worker))}
    return JsonResponse({"ready": ok, "checks": {f.check: f.ok for f in findings}, **alive}, status=status)


def _trusted(request: HttpRequest) -> bool:
    """This machine itself, not somebody whom a proxy on it passes on; or the token of the monitoring."""
    token = settings.PORTAL_HEALTH_TOKEN
    if token and secrets.compare_digest(request.headers.get("x-health-token", ""), token):
        return True
    passed_on = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    return not passed_on and request.META.get("REMOTE_ADDR", "") in ("127.0.0.1", "::1")
