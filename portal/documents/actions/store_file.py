"""Keep a file the portal made itself."""

import datetime as dt

from portal.documents import storage
from portal.documents.enums import ScanState
from portal.documents.models import StoredFile
from portal.documents.queries.usage import add_usage
from portal.documents.retention import retained_until
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
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
    scan_state: ScanState = ScanState.EXEMPT,
    policies: PolicySet | None = None,
) -> StoredFile:
    """Write the content first, then the row: a row never points to nothing; a content without row is swept.

    The row knows from its first day until when it must be kept (policy ``files.retention_years.<class>``).
    """
    policies = policies or PolicySet(Region.objects.get(pk=region_id), at.date())
    row = StoredFile(
        name=name,
        kind=kind,
        media_type=media_type,
        size=len(content),
        sha256=storage.write(content),
        region_id=region_id,
        project_id=project_id,
        enterprise_id=enterprise_id,
        organisation_id=actor.organisation_id,
        uploader_uid=actor.uid,
        uploader_name=actor.name,
        created_at=at,
        scan_state=scan_state,
        retain_until=retained_until(kind, at.date(), policies),
    )
    # Keys are of rows that were read, and what spans columns the database checks itself: nothing is asked of it twice.
    row.clean_fields(exclude={"region", "enterprise", "organisation"})
    row.save(force_insert=True)
    add_usage(region_id, row.size)
    return row
