"""Send the failed and returned lines of a batch again."""

from argparse import ArgumentParser
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.actions.make_batch import reissue_batch
from wagepay.management.batches import batch_by_number, told


class Command(PortalCommand):
    help = "重发批次里失败和退汇的"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", metavar="BATCH", help="代发批次号")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        return told(reissue_batch(actor=actor, batch=batch_by_number(actor, options["batch"]), at=clock.now()))
