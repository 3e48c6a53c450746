"""The sealed files of a batch. Shared by the acts that make a batch, hand its file out and issue its voucher."""

import hashlib

from portal.lib import crypto
from portal.tenancy.scope import Actor
from wagepay.bank_files.columns import Item
from wagepay.bank_files.write import bank_file
from wagepay.enums import BatchPiece
from wagepay.models import BatchFile, PaymentBatch, PaymentOrder

TABLE = BatchFile._meta.db_table


def keep_batch_file(batch: PaymentBatch, piece: str, name: str, media_type: str, content: bytes) -> BatchFile:
    """Seal a file for its batch; there is one of each kind and it never changes."""
    row = BatchFile(region_id=batch.region_id, project=batch.project, batch=batch, piece=piece, name=name[:160], media_type=media_type)
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.sealed = crypto.seal(content, crypto.place(TABLE, "sealed", row.uid))
    row.save(force_insert=True)
    return row


def opened(row: BatchFile) -> bytes:
    return crypto.unseal(row.sealed, crypto.place(TABLE, "sealed", row.uid))


def keep_bank_file(actor: Actor, batch: PaymentBatch) -> bytes:
    """Write the batch in its bank's form, once and for all."""
    orders = PaymentOrder.objects.visible_to(actor).filter(month=batch.month, project=batch.project, batch=batch).order_by("row")
    account = batch.account
    head = (batch.number, f"{batch.month.year}年{batch.month.month}月", batch.project.name, account.account_name, account.account_number.plain())
    items = [Item(order.row, order.code, order.name, order.card.plain(), order.bank_name, order.amount, order.team, *head) for order in orders]
    if (len(items), sum(item.amount for item in items)) != (batch.lines, batch.amount):
        raise RuntimeError("the lines of the batch do not add up to it")
    content, ending, media_type = bank_file(batch.layout, items)
    keep_batch_file(batch, BatchPiece.BANK_FILE, f"代发 {batch.number}.{ending}", media_type, content)
    return content
