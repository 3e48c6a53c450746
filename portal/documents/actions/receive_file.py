"""Keep a file somebody uploaded, after looking inside."""

import datetime as dt
from typing import BinaryIO

from django.conf import settings

from portal.audit.log import record
from portal.documents import sniff
from portal.documents.actions.store_file import store_file
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
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
    """Never trusts the client's name, type or size: what is read decides."""
    limit = max_bytes or settings.UPLOAD_MAX_BYTES
    content = upload.read(limit + 1)
    if len(content) > limit:
        raise Refused(f"文件超过上限 {limit // 1024**2} MB，请压缩或拆成几个文件再传。", "too_big")
    checked = sniff.check(name, content, allowed)
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
    )
    record(actor, "documents.upload", stored, detail={"kind": kind, "sha256": stored.sha256, "size": stored.size})
    return stored
