"""One file from a command line: read, judged, and let in whole or not at all."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.lib.sheets.bulk import collector_paused
from portal.lib.sheets.reader import arriving
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project, SpecialWageAccount
from wagepay.actions.accept_upload import write_upload
from wagepay.actions.receive_upload import receive_upload
from wagepay.actions.upload_parts import finding_of, keep_result, result_of
from wagepay.intake.corrections import corrections_for
from wagepay.intake.employers import check_reports_for
from wagepay.intake.kinds import INTAKES
from wagepay.intake.preview import preview_of
from wagepay.intake.target import Confirmation, Read, Target
from wagepay.queries.locks import lock_project
from wagepay.queries.same_file import already_in

NOTE = "以命令行导入"


def import_file(
    *,
    actor: Actor,
    kind: str,
    project: Project,
    name: str,
    content: bytes,
    on: dt.date,
    at: dt.datetime,
    employer: Organisation | None = None,
    month: dt.date | None = None,
    account: SpecialWageAccount | None = None,
    dry_run: bool = False,
    note: str = NOTE,
) -> dict[str, Any]:
    """What the contract prints. Warnings count as acknowledged by whoever runs the command or signs the request; a block saves nothing."""
    intake = INTAKES[kind]
    require(actor, intake.VERB)
    check_reports_for(actor, project, kind)
    target = Target(actor, project, on, at, employer, month, account)
    with collector_paused(), arriving(content, name) as workbook, transaction.atomic():
        lock_project(project.pk)
        if not dry_run and (same := _same_file(target, kind, content)):
            return same
        corrections = corrections_for(target, kind)
        # While the file is being parsed it is put by; should it be refused, that is taken back.
        upload = receive_upload(actor=actor, kind=kind, project=project, name=name, content=content, at=at, employer=employer, month=month, account=account)
        read = intake.read(workbook, target, corrections)
        if read.blocks or dry_run:
            transaction.set_rollback(True)
            return outcome(read, None, accepted=not read.blocks)
        upload.mapping = read.mapping
        keep_result(upload, read, preview_of(workbook, read, intake.FORM))
        confirmation = Confirmation(tuple(sorted({finding.code for finding in read.warnings})), note)
        accepted = write_upload(read=read, target=target, upload=upload, confirmation=confirmation)
    return outcome(read, accepted.receipt_number, accepted=True)


def _same_file(target: Target, kind: str, content: bytes) -> dict[str, Any] | None:
    """The same file again: the same receipt, nothing read and nothing written."""
    found = already_in(
        target.actor, kind, target.project, hashlib.sha256(content).hexdigest(), month=target.month,
        employer_id=target.employer.pk if target.employer else None, account_id=target.account.pk if target.account else None,
    )  # fmt: skip
    if found is None:
        return None
    result = result_of(found)
    read = Read([], [finding_of(row) for row in result["findings"]], result["mapping"], "", "", 0, result["figures"])
    return outcome(read, found.receipt_number, accepted=True)


def outcome(read: Read, receipt: str | None, *, accepted: bool) -> dict[str, Any]:
    """Every kind prints the same keys; a kind without an amount prints 0.00."""
    figures = read.figures
    return {
        "accepted": accepted,
        "receipt": receipt,
        "rows": figures["rows"],
        "workers": figures["workers"],
        "gross": figures.get("gross", "0.00"),
        "net": figures.get("net", "0.00"),
        "mapping": read.mapping,
        "findings": [finding.as_dict() for finding in read.findings],
        **{name: value for name, value in figures.items() if name not in ("rows", "workers", "gross", "net")},
    }
