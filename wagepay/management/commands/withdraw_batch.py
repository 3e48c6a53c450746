"""Take a batch back that the bank has not paid."""

from argparse import ArgumentParser
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.actions.withdraw_batch import withdraw_batch
from wagepay.management.batches import batch_by_number, told


class Command(PortalCommand):
    help = "撤回银行还没有付款的代发批次"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", metavar="BATCH", help="代发批次号")
        parser.add_argument("--reason", required=True, help="撤回的原因")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        batch = batch_by_number(actor, options["batch"])
        return told(withdraw_batch(actor=actor, batch=batch, reason=options["reason"], at=clock.now()))
