"""入企码: the code at a firm's gate that officers scan when they arrive. It carries the firm's entry and nothing else."""

import io

import segno
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.lib.exports import attachment
from projects.models import Employer

SALT = "projects.entry"


def code_of(employer: Employer) -> str:
    return signing.Signer(salt=SALT, sep=".").sign(employer.uid.hex)


def is_code_of(token: str, employer: Employer) -> bool:
    """Whether a scanned code is this firm's and genuine."""
    try:
        return signing.Signer(salt=SALT, sep=".").unsign(token) == employer.uid.hex
    except signing.BadSignature:
        return False


def uid_of_code(token: str) -> str:
    """The firm's entry a genuine code names; empty for a forged one."""
    try:
        return signing.Signer(salt=SALT, sep=".").unsign(token)
    except signing.BadSignature:
        return ""


def entry_code(request: HttpRequest, employer: Employer) -> HttpResponse:
    path = reverse("inspection_enter", args=[code_of(employer)])
    address = settings.PORTAL_PUBLIC_URL + path if settings.PORTAL_PUBLIC_URL else request.build_absolute_uri(path)
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=8, border=4, dark="#000", light="#fff")
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    if "download" in request.GET:
        response.headers["Content-Disposition"] = attachment(f"{employer.organisation.name}入企码.svg")
    return response
