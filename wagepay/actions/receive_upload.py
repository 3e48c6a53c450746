"""Take a file in: keep it encrypted, and have it checked."""

import datetime as dt
import hashlib
from pathlib import PurePath

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs.queue import enqueue
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project, SpecialWageAccount
from wagepay.actions.close_month import refuse_closed
from wagepay.actions.upload_parts import keep
from wagepay.enums import UploadKind, UploadPiece
from wagepay.intake.employers import check_reports_for, own_firm
from wagepay.intake.kinds import INTAKES
from wagepay.models import Upload

CHECK_JOB = "wagepay.check_upload"
MAX_BYTES = 20 * 1024 * 1024
# Up to here a file is checked while the person waits (well under a second); larger ones go to a worker.
SMALL = 200 * 1024


def receive_upload(
    *,
    actor: Actor,
    kind: str,
    project: Project,
    name: str,
    content: bytes,
    at: dt.datetime,
    employer: Organisation | None = None,
    month: dt.date | None = None,
    account: SpecialWageAccount | None = None,
    in_background: bool = False,
) -> Upload:
    """Write the row and its sealed file; nothing of it reaches the final tables before it is accepted."""
    require(actor, INTAKES[kind].VERB)
    check_reports_for(actor, project, kind)
    if len(content) > MAX_BYTES:
        raise Refused(f"文件 {-(-len(content) // 1024**2)} MB，超过上限 {MAX_BYTES // 1024**2} MB。请按班组分成几个文件。", "too_big")
    if month:
        refuse_closed(actor, project, kind, [month])
    with transaction.atomic():
        upload = Upload(
            kind=UploadKind(kind),
            region_id=project.region_id,
            project=project,
            employer=employer or own_firm(actor, project),
            month=month,
            account_id=account.pk if account else None,
            name=PurePath(name.replace("\\", "/")).name[:200],
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            uploaded_by=actor.name,
            uploader_uid=actor.uid,
            uploaded_at=at,
        )
        upload.save(force_insert=True)
        keep(upload, UploadPiece.FILE, content)
        record(actor, "wagepay.upload", upload, detail={"kind": kind, "project": project.code, "sha256": upload.sha256})
        if in_background:
            enqueue(
                CHECK_JOB, key=str(upload.uid), payload={"upload": str(upload.uid)}, actor=actor, region_id=project.region_id, serial=f"wagepay {project.pk}"
            )
    return upload
