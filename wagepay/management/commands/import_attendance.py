"""Import an attendance sheet."""

from argparse import ArgumentParser
from typing import Any

from portal.tenancy.scope import Actor
from wagepay.enums import UploadKind
from wagepay.management.importing import FileCommand, month_option, project_by_code


class Command(FileCommand):
    help = "导入考勤表：每日一列、每日一行或月合计"
    kind = UploadKind.ATTENDANCE

    def more_arguments(self, parser: ArgumentParser) -> None:
        super().more_arguments(parser)
        parser.add_argument("--month", type=month_option, metavar="YYYY-MM", help="考勤月份；不写从表头判断")

    def destination(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        return {"project": project_by_code(actor, options["project"]), "month": options["month"]}
