"""The daily run of the three-day clearance."""

from django.core.management.base import CommandParser

from earlywarning.actions.run_clearance import run_clearance
from portal.accounts.commands import PortalCommand, asked_region
from portal.accounts.rights import require
from portal.lib import clock
from portal.lib.dates import iso_date


class Command(PortalCommand):
    help = "三日清零：到期升级并登记当日台账；重复执行不产生任何变化"
    acts = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=iso_date, default=None)
        parser.add_argument("--jurisdiction", default=None)

    def handle_portal(self, *, actor, date, jurisdiction, **options) -> dict:
        require(actor, "earlywarning.scan")
        region = asked_region(jurisdiction, actor)
        return run_clearance(on=date or clock.today(), at=clock.now(), today=clock.today(), region=region)
