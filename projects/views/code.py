"""The QR code of the worker's complaint page, for the notice board."""

import io

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.accounts.pages import page
from portal.lib.exports import attachment
from projects.models import Project
from projects.tokens import complaint_path


def public_address(request: HttpRequest, path: str) -> str:
    """What a code on paper leads to: the address outsiders reach the portal by."""
    return settings.PORTAL_PUBLIC_URL + path if settings.PORTAL_PUBLIC_URL else request.build_absolute_uri(path)


@page("projects.complaint_code", obj=(Project, "code"))
def complaint_code(request: HttpRequest, project: Project) -> HttpResponse:
    """An SVG with medium error correction; ``?download`` names the file after the project."""
    address = public_address(request, complaint_path(project))
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=8, border=4, dark="#000", light="#fff")
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    if "download" in request.GET:
        response.headers["Content-Disposition"] = attachment(f"{project.name}投诉二维码.svg")
    return response
