"""Let a checked file in: all of it, in one transaction, or nothing."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.sheets.bulk import collector_paused
from portal.tenancy.scope import Actor
from wagepay.actions.answer_batches import answer_batches
from wagepay.actions.close_month import refuse_closed
from wagepay.actions.close_paid_sheets import close_paid_sheets
from wagepay.actions.draw_number import draw_number
from wagepay.actions.refresh_months import judge_debits, refresh_months, tell_account
from wagepay.actions.targets import target_of
from wagepay.actions.upload_parts import keep_result, workbook_of
from wagepay.enums import UploadKind, UploadState
from wagepay.intake.account import project_ids, projects_of
from wagepay.intake.corrections import corrections_for
from wagepay.intake.kinds import INTAKES
from wagepay.intake.preview import preview_of
from wagepay.intake.target import Confirmation, Read, Target, Written
from wagepay.models import Upload, UploadContent
from wagepay.queries.locks import lock_project
from wagepay.queries.orders import tie_debits


def accept_upload(*, actor: Actor, upload: Upload, on: dt.date, at: dt.datetime, confirmation: Confirmation) -> Upload:
    """Judge the file once more against the data of this moment, then write it; every warning must have been acknowledged by name."""
    intake = INTAKES[upload.kind]
    require(actor, intake.VERB)
    with collector_paused(), transaction.atomic():
        lock_project(upload.project_id)
        upload = Upload.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=upload.pk)
        if upload.state == UploadState.ACCEPTED:
            return upload
        if upload.state != UploadState.READY:
            raise Refused(f"这份文件{upload.get_state_display()}，不能入库。", "wrong_state")
        target = target_of(upload, actor, on, at)
        with workbook_of(upload) as workbook:
            read = intake.read(workbook, target, corrections_for(target, upload.kind, upload.mapping))
        if read.blocks:
            keep_result(upload, read, preview_of(workbook, read, intake.FORM))
            upload.state = UploadState.BLOCKED
            upload.save(update_fields=["state"])
            return upload
        unsaid = {finding.code for finding in read.warnings} - set(confirmation.acknowledged)
        if unsaid:
            titles = "、".join(intake.KINDS[code].title for code in sorted(unsaid))
            raise Refused(f"还有提示没有确认：{titles}。请逐项勾选后再提交。", "not_acknowledged")
        return write_upload(read=read, target=target, upload=upload, confirmation=confirmation)


def write_upload(*, read: Read, target: Target, upload: Upload, confirmation: Confirmation) -> Upload:
    """The final rows, the sums, the facts, the receipt; called inside the accepting transaction under the project's lock."""
    intake = INTAKES[upload.kind]
    written: Written = intake.write(read, target, upload, confirmation)
    cited = refuse_closed(target.actor, target.project, upload.kind, written.months)
    if not written.changed and (earlier := _earlier(target, upload)):
        return earlier
    upload.employer, upload.month = read.employer or upload.employer, read.month or upload.month
    refresh_months(project=target.project, months=written.months, on=target.on, source=UploadKind(upload.kind).label)
    if upload.kind == UploadKind.RECEIPTS:
        for month in written.months:
            answer_batches(actor=target.actor, project=target.project, month=month, at=target.at)
        close_paid_sheets(actor=target.actor, project=target.project, months=written.months, at=target.at)
    if upload.kind == UploadKind.ROSTER:
        judge_debits(projects=[target.project.pk], on=target.on)
    if upload.kind == UploadKind.ACCOUNT_ENTRIES:
        served = project_ids(read)
        for project_id in served:
            tie_debits(project_id)
        judge_debits(projects=served, on=target.on)
        tell_account(projects=projects_of(target, served), on=target.on, source=UploadKind.ACCOUNT_ENTRIES.label)
    number = draw_number(prefix=intake.PREFIX, region=target.project.region, month=upload.month or target.on.replace(day=1))
    upload.receipt_number, upload.state, upload.accepted_at = number, UploadState.ACCEPTED, target.at
    upload.save()
    if written.sheet:
        written.sheet.receipt_number = number
        written.sheet.save(update_fields=["receipt_number"])
    detail = {"receipt": number, "rows": read.figures.get("rows"), "acknowledged": list(confirmation.acknowledged), "note": confirmation.note}
    if cited:
        detail["corrects"] = cited
    record(target.actor, f"wagepay.accept_{upload.kind}", upload, detail=detail)
    return upload


def _earlier(target: Target, upload: Upload) -> Upload | None:
    """The same file accepted before: its receipt stands, the second copy is put aside."""
    earlier = (
        Upload.objects.visible_to(target.actor)
        .accepted()
        .filter(project=target.project, kind=upload.kind, sha256=upload.sha256, mended_sha256=upload.mended_sha256)
    )
    earlier = earlier.order_by("-pk").first()
    if earlier is None:
        return None
    upload.state, upload.summary = UploadState.ABANDONED, {**upload.summary, "same_as": str(earlier.uid)}
    upload.save()
    UploadContent.objects.writable_by(target.actor).filter(upload=upload).delete()
    return earlier
