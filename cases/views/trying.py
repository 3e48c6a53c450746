"""Make an act from a form: what it refuses is shown in the form, with everything typed still there."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest

from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.lib import clock
from portal.lib.errors import Refused


def tried(form: forms.Form, act: Callable[[], Any], field: str | None = None) -> Any:
    """What the act returns (True when that is nothing), or None after a refusal: then nothing of it is saved."""
    try:
        with transaction.atomic():
            done = act()
    except Refused as refusal:
        form.add_error(field, refusal.reason)
        return None
    return True if done is None else done


def keep_file(request: HttpRequest, upload: Any, kind: str, region_id: int) -> StoredFile | None:
    """Store an uploaded paper within the act; none stays none."""
    if upload is None:
        return None
    return receive_file(actor=request.actor, upload=upload, name=upload.name, kind=kind, region_id=region_id, at=clock.now())
