"""Import a payroll workbook."""

from argparse import ArgumentParser
from typing import Any

from portal.tenancy.scope import Actor
from wagepay.enums import UploadKind
from wagepay.intake.employers import employer_by_code
from wagepay.management.importing import FileCommand, month_option, project_by_code


class Command(FileCommand):
    help = "导入工资表：全部核对通过才入库，得到回执编号"
    kind = UploadKind.PAYROLL

    def more_arguments(self, parser: ArgumentParser) -> None:
        super().more_arguments(parser)
        parser.add_argument("--month", required=True, type=month_option, metavar="YYYY-MM", help="工资月份")
        parser.add_argument("--employer", metavar="USCC", help="用工单位的统一社会信用代码；不写从表头或账号所属企业判断")

    def destination(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        project = project_by_code(actor, options["project"])
        employer = employer_by_code(actor, project, options["employer"]) if options["employer"] else None
        return {"project": project, "month": options["month"], "employer": employer}
