"""Import a bank receipt of entrusted wage payments."""

from argparse import ArgumentParser
from typing import Any

from portal.tenancy.scope import Actor
from wagepay.enums import UploadKind
from wagepay.management.importing import FileCommand, month_option, project_by_code


class Command(FileCommand):
    help = "导入代发回单"
    kind = UploadKind.RECEIPTS

    def more_arguments(self, parser: ArgumentParser) -> None:
        super().more_arguments(parser)
        parser.add_argument("--month", required=True, type=month_option, metavar="YYYY-MM", help="工资月份")

    def destination(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        return {"project": project_by_code(actor, options["project"]), "month": options["month"]}
