"""import_projects FILE --jurisdiction REGION --as USER [--dry-run]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand, region_by_code
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import Actor
from projects.actions.import_projects import import_projects


class Command(PortalCommand):
    help = "导入在建工程项目台账（xlsx、xls、csv）；全部无误才登记，重复导入不变"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="台账文件")
        parser.add_argument("--jurisdiction", required=True, help="辖区的区划代码")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不登记")

    def failed(self, result: Any) -> bool:
        return not result["accepted"]

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        path: Path = options["file"]
        if not path.is_file():
            raise Refused(f"找不到文件“{path}”。", "no_file")
        region = region_by_code(options["jurisdiction"])
        workbook = read_workbook(path, path.name)
        result, _ = import_projects(actor=actor, workbook=workbook, region=region, on=clock.today(), at=clock.now(), dry_run=options["dry_run"])
        return result
