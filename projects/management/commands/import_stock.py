"""import_stock FILE --kind KIND --jurisdiction REGION --as USER [--dry-run]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from portal.accounts.commands import ImportCommand, region_by_code
from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import Actor
from projects.actions.import_stock import import_stock
from projects.stock.lists import LISTS


class Command(ImportCommand):
    help = "导入上线前已有的专户、保证金、承诺书台账，或施工许可台账、失信联合惩戒名单（xlsx、xls、csv）；全部无误才登记，重复导入不变"
    file_help = "台账文件"

    def more_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", required=True, choices=sorted(LISTS), help="哪一种台账")
        parser.add_argument("--jurisdiction", required=True, help="辖区的区划代码")

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, kind: str, jurisdiction: str, **options: Any) -> dict[str, Any]:
        region, workbook = region_by_code(jurisdiction), read_workbook(file, file.name)
        return import_stock(actor=actor, kind=kind, workbook=workbook, region=region, on=clock.today(), at=clock.now(), dry_run=dry_run)[0]
