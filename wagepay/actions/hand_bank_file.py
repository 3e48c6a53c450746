"""Hand the bank file out: it holds every card number in full, so each time is written down with who and why."""

import datetime as dt

from django.db import transaction

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from wagepay.actions.batch_files import opened
from wagepay.enums import BatchPiece, BatchState
from wagepay.models import BatchFile, PaymentBatch


def hand_bank_file(*, actor: Actor, batch: PaymentBatch, at: dt.datetime) -> tuple[BatchFile, bytes]:
    """The file as it was made; the first time, the batch is on its way to the bank."""
    require(actor, "wagepay.bank_file")
    refuse_frozen(actor.region_id, batch.region_id)
    with transaction.atomic():
        batch = PaymentBatch.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state == BatchState.WITHDRAWN:
            raise Refused("批次已经撤回，不能再下载，以免重复发放。", "wrong_state")
        row = BatchFile.objects.visible_to(actor).get(batch=batch, piece=BatchPiece.BANK_FILE)
        record(actor, "wagepay.bank_file", batch, detail={"number": batch.number, "people": batch.lines, "amount": f"{batch.amount:.2f}", "sha256": row.sha256})
        if batch.state == BatchState.MADE:
            move(batch, "send", actor=actor, at=at)
        return row, opened(row)
