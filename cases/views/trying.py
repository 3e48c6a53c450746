"""What the pages of acts share: who may open them, an act tried from a form, and the paper that goes with it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from portal.accounts.rights import may
from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.lib import clock
from portal.lib.trying import tried
from portal.tenancy.models import TenantModel
from portal.tenancy.scope import Actor

__all__ = ["demand", "keep_file", "tried"]


def demand(actor: Actor, obj: TenantModel, right: str) -> None:
    """The page of an act is for those who have its verb and may write the row; who only reads it gets 403."""
    if not may(actor, right) or obj.region_id not in actor.scope.write_regions:
        raise PermissionDenied


def keep_file(request: HttpRequest, upload: Any, kind: str, region_id: int) -> StoredFile | None:
    """Store an uploaded paper within the act; none stays none."""
    if upload is None:
        return None
    return receive_file(actor=request.actor, upload=upload, name=upload.name, kind=kind, region_id=region_id, at=clock.now())
