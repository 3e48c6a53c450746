"""Check a received file: every fault at once, nothing written but what was found."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from portal.accounts.rights import require
from portal.lib.errors import Refused
from portal.lib.sheets.errors import SheetRefused
from portal.tenancy.scope import Actor
from wagepay.actions.remember_mapping import remember_mapping
from wagepay.actions.targets import target_of
from wagepay.actions.upload_parts import keep_result, workbook_of
from wagepay.enums import UploadState
from wagepay.intake.corrections import corrections_for
from wagepay.intake.kinds import INTAKES
from wagepay.intake.offers import offers_of
from wagepay.intake.preview import preview_of
from wagepay.intake.target import Read
from wagepay.models import Upload

OPEN = (UploadState.RECEIVED, UploadState.BLOCKED, UploadState.READY, UploadState.REFUSED)


def check_upload(*, actor: Actor, upload: Upload, on: dt.date, at: dt.datetime, mapping: Mapping[str, str] | None = None) -> Upload:
    """Read the file in a child process, judge it, keep the findings; ``mapping`` are columns corrected by hand, then remembered; without them those of the last check stay."""
    intake = INTAKES[upload.kind]
    require(actor, intake.VERB)
    if upload.state not in OPEN:
        raise Refused(f"这份文件{upload.get_state_display()}，不能再核对。", "wrong_state")
    target = target_of(upload, actor, on, at)
    try:
        with workbook_of(upload) as workbook:
            read = intake.read(workbook, target, corrections_for(target, upload.kind, mapping or upload.mapping))
    except SheetRefused as refusal:
        return _refuse(upload, refusal.message, refusal.fix)
    except Refused as refusal:
        return _refuse(upload, refusal.reason, "")
    with transaction.atomic():
        upload.state = UploadState.BLOCKED if read.blocks else UploadState.READY
        upload.mapping, upload.summary = read.mapping, summary_of(read)
        upload.employer, upload.month = read.employer or upload.employer, read.month or upload.month
        upload.save()
        keep_result(upload, read, preview_of(workbook, read, intake.FORM), offers_of(workbook, read, target))
        if mapping:
            remember_mapping(actor=actor, region_id=upload.region_id, kind=upload.kind, headings=read.fingerprint, mapping=read.mapping)
    return upload


def summary_of(read: Read) -> dict:
    """Counts and sums without anybody's name, for lists."""
    return {"blocks": len(read.blocks), "warnings": len(read.warnings), "faulty_rows": read.faulty, **{k: v for k, v in read.figures.items() if k != "notes"}}


def _refuse(upload: Upload, reason: str, fix: str) -> Upload:
    upload.state, upload.summary = UploadState.REFUSED, {"refused": reason, "fix": fix}
    upload.save()
    return upload
