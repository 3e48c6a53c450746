"""forecast [--date D] [--jurisdiction REGION] [--settle]"""

from django.core.management.base import CommandParser

from earlywarning.actions.make_forecasts import make_forecasts, settle_forecasts
from portal.accounts.commands import PortalCommand, asked_region
from portal.accounts.rights import require
from portal.lib import clock
from portal.lib.dates import iso_date


class Command(PortalCommand):
    help = "节前欠薪预测：按日期评分并存下来；--settle 在节后核对结果"
    acts = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=iso_date, default=None)
        parser.add_argument("--jurisdiction", default=None)
        parser.add_argument("--settle", action="store_true", help="核对节日已过的预测")

    def handle_portal(self, *, actor, date, jurisdiction, settle, **options) -> dict:
        require(actor, "earlywarning.scan")
        run = settle_forecasts if settle else make_forecasts
        return run(on=date or clock.today(), region=asked_region(jurisdiction, actor))
