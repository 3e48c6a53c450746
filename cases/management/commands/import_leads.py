"""import_leads FILE --jurisdiction REGION --as USER [--channel national] [--dry-run]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from cases.actions.import_leads import import_leads
from cases.enums import PLATFORMS, Channel
from portal.accounts.commands import ImportCommand, region_by_code
from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import Actor


class Command(ImportCommand):
    help = "导入平台线索（xlsx、xls、csv）；全部无误才登记，同一编号重复导入不变"
    file_help = "平台导出的线索表"

    def more_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jurisdiction", required=True, help="辖区的区划代码")
        parser.add_argument("--channel", choices=[channel.value for channel in PLATFORMS], default=Channel.NATIONAL.value, help="来源平台")

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, jurisdiction: str, channel: str, **options: Any) -> dict[str, Any]:
        region, workbook = region_by_code(jurisdiction), read_workbook(file, file.name)
        result, _ = import_leads(actor=actor, workbook=workbook, region=region, channel=Channel(channel), at=clock.now(), dry_run=dry_run)
        return result
