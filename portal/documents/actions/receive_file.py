"""Keep a file somebody uploaded, after looking inside."""

import datetime as dt
from typing import BinaryIO

from django.conf import settings

from portal.audit.log import record
from portal.documents import scanner, sniff, storage
from portal.documents.actions.check_quota import check_file_size, check_quota
from portal.documents.actions.store_file import store_file
from portal.documents.enums import ScanState
from portal.documents.models import StoredFile
from portal.jobs.queue import enqueue
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor


def receive_file(
    *,
    actor: Actor,
    upload: BinaryIO,
    name: str,
    kind: str,
    region_id: int,
    at: dt.datetime,
    allowed: tuple[str, ...] = sniff.DOCUMENTS,
    max_bytes: int | None = None,
    project_id: int | None = None,
    enterprise_id: int | None = None,
) -> StoredFile:
    """Never trusts the client's name, type or size: what is read decides.

    A picture is drawn anew and needs no scan; everything else stays 未扫描 until the scanner, where there is one, has seen it.
    """
    hard_limit = max_bytes or settings.UPLOAD_MAX_BYTES
    content = upload.read(hard_limit + 1)
    policies = PolicySet(Region.objects.get(pk=region_id), at.date())
    check_file_size(len(content), policies, hard_limit)
    checked = sniff.check(name, content, allowed)
    check_quota(actor=actor, region_id=region_id, size=len(checked.content), at=at, policies=policies)
    stored = store_file(
        actor=actor,
        content=checked.content,
        name=checked.name,
        kind=kind,
        media_type=checked.media_type,
        region_id=region_id,
        at=at,
        project_id=project_id,
        enterprise_id=enterprise_id or actor.enterprise_id,
        scan_state=ScanState.EXEMPT if checked.is_drawn else ScanState.UNSCANNED,
        policies=policies,
    )
    received = storage.digest(content)
    detail = {"kind": kind, "sha256": stored.sha256, "size": stored.size}
    record(actor, "documents.upload", stored, detail=detail | ({"received_sha256": received} if received != stored.sha256 else {}))
    if stored.scan_state == ScanState.UNSCANNED and scanner.is_configured():
        enqueue("documents.scan", key=str(stored.uid), payload={"file": str(stored.uid)}, actor=None, region_id=region_id)
    return stored
