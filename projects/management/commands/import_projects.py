"""import_projects FILE --jurisdiction REGION --as USER [--dry-run]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from portal.accounts.commands import ImportCommand, region_by_code
from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import Actor
from projects.actions.import_projects import import_projects


class Command(ImportCommand):
    help = "导入在建工程项目台账（xlsx、xls、csv）；全部无误才登记，重复导入不变"
    file_help = "台账文件"

    def more_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jurisdiction", required=True, help="辖区的区划代码")

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, jurisdiction: str, **options: Any) -> dict[str, Any]:
        region, workbook = region_by_code(jurisdiction), read_workbook(file, file.name)
        result, _ = import_projects(actor=actor, workbook=workbook, region=region, on=clock.today(), at=clock.now(), dry_run=dry_run)
        return result
