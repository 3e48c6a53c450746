"""import_warnings FILE --jurisdiction REGION --as USER [--platform NAME] [--dry-run]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from earlywarning.actions.import_warnings import import_warnings
from portal.accounts.commands import ImportCommand, region_by_code
from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import Actor


class Command(ImportCommand):
    help = "导入省级平台推送的预警（xlsx、xls、csv）；全部无误才登记，同一编号重复导入不变"
    file_help = "平台导出的预警表"

    def more_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jurisdiction", required=True, help="辖区的区划代码")
        parser.add_argument("--platform", default="省级监控预警平台", help="平台名称")

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, jurisdiction: str, platform: str, **options: Any) -> dict[str, Any]:
        region, workbook = region_by_code(jurisdiction), read_workbook(file, file.name)
        result, _ = import_warnings(actor=actor, workbook=workbook, region=region, platform=platform, at=clock.now(), dry_run=dry_run)
        return result
