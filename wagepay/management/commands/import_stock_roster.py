"""Import what a county has already: rosters, contracts and cards of many sites."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from portal.accounts.commands import ImportCommand, region_by_code
from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import Actor
from wagepay.actions.import_stock import import_stock


class Command(ImportCommand):
    help = "导入存量花名册（多个项目、多家单位），缺的列入整改清单"
    file_help = "xlsx、xls 或 csv 文件"
    effect = "入库"

    def more_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jurisdiction", required=True, metavar="REGION", help="县区的区划代码")

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, jurisdiction: str, **options: Any) -> dict[str, Any]:
        content = file.read_bytes()
        return import_stock(
            actor=actor, workbook=read_workbook(content, file.name), content=content, region=region_by_code(jurisdiction), at=clock.now(), dry_run=dry_run
        )  # fmt: skip
