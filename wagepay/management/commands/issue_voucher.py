"""Issue the voucher of an answered batch."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.actions.batch_files import opened
from wagepay.actions.issue_voucher import issue_voucher
from wagepay.enums import BatchPiece
from wagepay.management.batches import batch_by_number, told, written
from wagepay.models import BatchFile


class Command(PortalCommand):
    help = "开具代发凭证"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", metavar="BATCH", help="代发批次号")
        parser.add_argument("--out", type=Path, metavar="F.pdf", help="凭证另存到哪个文件")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        batch = issue_voucher(actor=actor, batch=batch_by_number(actor, options["batch"]), at=clock.now())
        result = told(batch) | {"voucher": batch.voucher_number}
        if options["out"]:
            row = BatchFile.objects.visible_to(actor).get(batch=batch, piece=BatchPiece.VOUCHER)
            result["file"] = written(options["out"], opened(row))
        return result
