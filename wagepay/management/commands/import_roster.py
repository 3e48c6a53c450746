"""Import the roster of one employer on a site."""

from argparse import ArgumentParser
from typing import Any

from portal.tenancy.scope import Actor
from wagepay.enums import UploadKind
from wagepay.intake.employers import employer_by_code
from wagepay.management.importing import FileCommand, project_by_code


class Command(FileCommand):
    help = "导入花名册（实名登记）"
    kind = UploadKind.ROSTER

    def more_arguments(self, parser: ArgumentParser) -> None:
        super().more_arguments(parser)
        parser.add_argument("--employer", metavar="USCC", help="用工单位的统一社会信用代码；不写为账号所属企业")

    def destination(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        project = project_by_code(actor, options["project"])
        return {"project": project, "employer": employer_by_code(actor, project, options["employer"]) if options["employer"] else None}
