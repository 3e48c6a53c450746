"""rule_load [--date D] [--days N] [--jurisdiction REGION]"""

import datetime as dt

from django.core.management.base import CommandParser

from earlywarning.bench import BUDGET, real_load
from portal.accounts.commands import PortalCommand, asked_region
from portal.accounts.rights import require
from portal.lib import clock
from portal.lib.dates import iso_date
from portal.tenancy.models import Region


class Command(PortalCommand):
    help = "每名监察员每个工作日新增红、黄预警几条"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=iso_date, default=None)
        parser.add_argument("--days", type=int, default=30, help="往回数多少天")
        parser.add_argument("--jurisdiction", default=None)

    def handle_portal(self, *, actor, date, days, jurisdiction, **options) -> dict:
        require(actor, "earlywarning.bench")
        until = date or clock.today()
        region = asked_region(jurisdiction, actor)
        regions = (Region.objects.subtree(region) if region else Region.objects.all()).counties()
        found = real_load(actor, list(regions.values_list("pk", flat=True)), until - dt.timedelta(days=days - 1), until)
        return {
            "since": found.since.isoformat(), "until": found.until.isoformat(), "fresh": found.fresh, "inspectors": found.inspectors,
            "workdays": found.workdays, "load": None if found.each is None else str(found.each), "budget": BUDGET, "within": found.is_within,
        }  # fmt: skip
