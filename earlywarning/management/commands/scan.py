"""Run the rules over a region on a day."""

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.module_loading import import_string

from earlywarning.actions.scan import scan
from portal.accounts.commands import PortalCommand, asked_region
from portal.accounts.rights import require
from portal.lib import clock
from portal.lib.dates import iso_date


class Command(PortalCommand):
    help = "按日期扫描预警规则；重复执行不产生任何变化"
    acts = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=iso_date, default=None)
        parser.add_argument("--jurisdiction", default=None)
        parser.add_argument("--rule", default="")

    def handle_portal(self, *, actor, date, jurisdiction, rule, **options) -> dict:
        require(actor, "earlywarning.scan")
        region = asked_region(jurisdiction, actor)
        return scan(import_string(settings.PORTAL_RULES), on=date or clock.today(), at=clock.now(), region=region, code=rule)
