"""Keep a file the portal made itself."""

import datetime as dt

from portal.documents import storage
from portal.documents.models import StoredFile
from portal.tenancy.scope import Actor


def store_file(
    *,
    actor: Actor,
    content: bytes,
    name: str,
    kind: str,
    media_type: str,
    region_id: int,
    at: dt.datetime,
    project_id: int | None = None,
    enterprise_id: int | None = None,
) -> StoredFile:
    """Write the content first, then the row: a row never points to nothing; a content without row is swept."""
    row = StoredFile(
        name=name,
        kind=kind,
        media_type=media_type,
        size=len(content),
        sha256=storage.write(content),
        region_id=region_id,
        project_id=project_id,
        enterprise_id=enterprise_id,
        uploader_uid=actor.uid,
        uploader_name=actor.name,
        created_at=at,
    )
    row.full_clean(validate_unique=False, validate_constraints=True)
    row.save(force_insert=True)
    return row
