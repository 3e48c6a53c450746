"""Bind the scanned pages that the workers signed to the version of the sheet they signed."""

import datetime as dt
import hashlib
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import sniff
from portal.lib import crypto
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.models import PayrollSheet, SignedScan

TABLE = SignedScan._meta.db_table
MAX_BYTES = 20 * 1024 * 1024


def record_scan(
    *, actor: Actor, sheet: PayrollSheet, upload: BinaryIO, name: str, signed_on: dt.date, signed: int, on: dt.date, at: dt.datetime, note: str = ""
) -> SignedScan:
    """Several files may belong to one sheet; what is in a file decides what it is, never its name."""
    require(actor, "wagepay.submit")
    if not PayrollSheet.objects.writable_by(actor).filter(pk=sheet.pk).exists():
        raise Refused("这张工资表不归您填报。", "not_yours")
    if signed_on > on:
        raise Refused("签字日期不能晚于今天。", "future")
    if not 0 < signed <= sheet.workers:
        raise Refused(f"签字人数应在 1 到 {sheet.workers} 之间。", "signed")
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Refused(f"文件超过上限 {MAX_BYTES // 1024**2} MB，请分成几个文件。", "too_big")
    checked = sniff.check(name, content, sniff.DOCUMENTS)
    with transaction.atomic():
        scan = SignedScan(
            region_id=sheet.region_id, project_id=sheet.project_id, sheet=sheet, name=checked.name, media_type=checked.media_type, size=len(checked.content),
            sha256=hashlib.sha256(checked.content).hexdigest(), signed_on=signed_on, signed=signed, note=note.strip(), recorded_by=actor.name, recorded_at=at,
        )  # fmt: skip
        scan.sealed = crypto.seal(checked.content, crypto.place(TABLE, "sealed", scan.uid))
        scan.save(force_insert=True)
        record(actor, "wagepay.signed_scan", scan, detail={"receipt": sheet.receipt_number, "sha256": scan.sha256, "signed": signed})
    return scan


def pages_of(scan: SignedScan) -> bytes:
    """The scanned file as it was kept."""
    return crypto.unseal(scan.sealed, crypto.place(TABLE, "sealed", scan.uid))
