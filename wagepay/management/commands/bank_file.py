"""Write a batch's bank file: it holds every card number in full, so who takes it stands in the trail."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.actions.hand_bank_file import hand_bank_file
from wagepay.management.batches import batch_by_number, told, written


class Command(PortalCommand):
    help = "取出银行代发文件（含完整卡号，留痕）"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", metavar="BATCH", help="代发批次号")
        parser.add_argument("--out", required=True, type=Path, metavar="F", help="写到哪个文件")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        batch = batch_by_number(actor, options["batch"])
        row, content = hand_bank_file(actor=actor, batch=batch, at=clock.now())
        batch.refresh_from_db()
        return told(batch) | {"sha256": row.sha256, "file": written(options["out"], content)}
