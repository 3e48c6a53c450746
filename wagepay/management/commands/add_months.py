"""Add month partitions ahead of time; the migration and the daily work do it by themselves."""

from argparse import ArgumentParser
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.actions.prepare_months import prepare_months
from wagepay.management.importing import month_option


class Command(PortalCommand):
    help = "预先建立月份分区"
    takes_actor = False

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", type=month_option, metavar="YYYY-MM", help="从哪个月起；不写为本月")
        parser.add_argument("--until", dest="last", type=month_option, metavar="YYYY-MM", help="到哪个月；不写为一年后")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        return prepare_months(on=clock.today(), first=options["first"], last=options["last"])
