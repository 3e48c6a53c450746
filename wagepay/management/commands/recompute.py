"""Hold the maintained sums against the raw rows; with --mend put right what differs."""

from argparse import ArgumentParser
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.actions.audit_sums import audit_sums
from wagepay.management.importing import month_option, project_by_code


class Command(PortalCommand):
    help = "按原始数据重算月度汇总，与现有汇总比对"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", metavar="CODE", help="只算一个项目；不写为全部")
        parser.add_argument("--month", type=month_option, metavar="YYYY-MM", help="只算一个月；不写为全部")
        parser.add_argument("--mend", action="store_true", help="以重算的为准改正不符的，在一个事务里，逐项目留痕；不写只核对")

    def failed(self, result: dict[str, Any]) -> bool:
        return bool(result["left"])

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        project = project_by_code(actor, options["project"]) if options["project"] else None
        return audit_sums(actor=actor, project=project, month=options["month"], on=clock.today(), mend=options["mend"])
