"""What the commands about batches share: the batch by its number, the sheet by its receipt, the answer."""

from pathlib import Path
from typing import Any

from portal.lib import money
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.models import PaymentBatch, PayrollSheet


def batch_by_number(actor: Actor, number: str) -> PaymentBatch:
    found = PaymentBatch.objects.visible_to(actor).select_related("project", "employer", "account", "sheet", "layout").filter(number=number.strip()).first()
    if found is None:
        raise Refused(f"没有代发批次“{number}”，或者不在您的权限范围内。", "no_batch")
    return found


def sheet_by_receipt(actor: Actor, receipt: str) -> PayrollSheet:
    found = PayrollSheet.objects.visible_to(actor).select_related("project__region", "employer").filter(receipt_number=receipt.strip()).first()
    if found is None:
        raise Refused(f"没有回执编号是“{receipt}”的工资表，或者不在您的权限范围内。", "no_sheet")
    return found


def told(batch: PaymentBatch) -> dict[str, Any]:
    """A batch as every command prints it."""
    return {"batch": batch.number, "lines": batch.lines, "amount": money.text(batch.amount), "state": batch.state, "kind": batch.kind}


def written(path: Path, content: bytes) -> str:
    """The file beside nothing: one that is there already is not overwritten."""
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except OSError as error:
        raise Refused(f"写不了文件“{path}”（{error.strerror}）；已有同名文件的，请换一个名字。", "no_file") from None
    return str(path)
