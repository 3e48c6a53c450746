"""For load balancers and container engines: does the process live, can it work."""

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
    """Database and queue answer; the age of the tick is told but does not take the web out of service."""
    findings = probes.examine(NEEDED)
    ok = all(finding.ok for finding in findings)
    late = [finding.text for finding in probes.examine((probes.tick,)) if not finding.ok]
    return JsonResponse({"ready": ok, "checks": {f.check: f.ok for f in findings}, "tick": not late}, status=200 if ok else 503)
