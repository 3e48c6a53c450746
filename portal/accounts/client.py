"""The address of the browser, believed only as far as the configured proxies go."""

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The peer's address, or what the n-th trusted proxy from the right reports; a forged header is ignored."""
    hops = settings.PORTAL_TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops][:45]
    return request.META.get("REMOTE_ADDR", "") or ""
