"""import_leads FILE --jurisdiction REGION --as USER [--channel national] [--dry-run]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from cases.actions.import_leads import import_leads
from cases.enums import PLATFORMS, Channel
from portal.accounts.commands import PortalCommand, region_by_code
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "导入平台线索（xlsx、xls、csv）；全部无误才登记，同一编号重复导入不变"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="平台导出的线索表")
        parser.add_argument("--jurisdiction", required=True, help="辖区的区划代码")
        parser.add_argument("--channel", choices=[channel.value for channel in PLATFORMS], default=Channel.NATIONAL.value, help="来源平台")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不登记")

    def failed(self, result: Any) -> bool:
        return not result["accepted"]

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        path: Path = options["file"]
        if not path.is_file():
            raise Refused(f"找不到文件“{path}”。", "no_file")
        region = region_by_code(options["jurisdiction"])
        workbook = read_workbook(path, path.name)
        channel = Channel(options["channel"])
        result, _ = import_leads(actor=actor, workbook=workbook, region=region, channel=channel, at=clock.now(), dry_run=options["dry_run"])
        return result
