"""Run the rules over a region on a day; with --from-raw hold what they find by the months' sums against what they find by the raw rows, and change nothing."""

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.module_loading import import_string

from earlywarning.actions.audit_findings import audit_findings
from earlywarning.actions.scan import scan
from portal.accounts.commands import PortalCommand, asked_region
from portal.accounts.rights import require
from portal.lib import clock
from portal.lib.dates import iso_date
from portal.tenancy.scope import acting
from wagepay.management.importing import month_option


class Command(PortalCommand):
    help = "按日期扫描预警规则；重复执行不产生任何变化；--from-raw 只按原始数据核对"
    acts = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=iso_date, default=None)
        parser.add_argument("--jurisdiction", default=None)
        parser.add_argument("--rule", default="")
        parser.add_argument("--from-raw", action="store_true", help="只核对：同样的规则按汇总、按原始数据各问一遍，不一致的列出来，不产生预警")
        parser.add_argument("--since", type=month_option, metavar="YYYY-MM", help="与 --from-raw 同用：从哪个月起按原始数据；不写为四个整月以前")

    def failed(self, result: dict) -> bool:
        return bool(result.get("differences"))

    def handle_portal(self, *, actor, date, jurisdiction, rule, from_raw, since, **options) -> dict:
        require(actor, "earlywarning.scan")
        region = asked_region(jurisdiction, actor)
        if from_raw:
            chosen = [each for each in import_string(settings.PORTAL_RULES) if not rule or rule == each.CODE]
            with acting(actor):
                return audit_findings(chosen, actor=actor, on=date or clock.today(), region=region, since=since)
        return scan(import_string(settings.PORTAL_RULES), on=date or clock.today(), at=clock.now(), region=region, code=rule)
