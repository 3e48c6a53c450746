"""Download of stored files."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.accounts.pages import page
from portal.documents import storage
from portal.documents.downloads import file_response, recorded
from portal.documents.models import StoredFile


@recorded
@require_safe
@page("documents.download", obj=(StoredFile, "uid"))
def file_download(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    """The scope is asked again at every download; a foreign file is 404."""
    response = file_response(storage.pieces(stored.sha256), stored.name, stored.media_type)
    response.handed_out = ("documents.download", stored)
    return response
