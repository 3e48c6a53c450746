"""What the pages of cases share: an act tried from a form, and the paper that goes with it."""

from typing import Any

from django.http import HttpRequest

from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.lib import clock
from portal.lib.trying import tried

__all__ = ["keep_file", "tried"]


def keep_file(request: HttpRequest, upload: Any, kind: str, region_id: int) -> StoredFile | None:
    """Store an uploaded paper within the act; none stays none."""
    if upload is None:
        return None
    return receive_file(actor=request.actor, upload=upload, name=upload.name, kind=kind, region_id=region_id, at=clock.now())
