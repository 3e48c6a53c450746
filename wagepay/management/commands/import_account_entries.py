"""Import the statement of a special wage account, with the plan of labour-cost transfers."""

from argparse import ArgumentParser
from typing import Any

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import SpecialWageAccount
from wagepay.enums import UploadKind
from wagepay.management.importing import FileCommand


class Command(FileCommand):
    help = "导入专户流水和人工费拨付计划"
    kind = UploadKind.ACCOUNT_ENTRIES

    def more_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--account", required=True, metavar="NO", help="专用账户账号")

    def destination(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        account = SpecialWageAccount.objects.visible_to(actor).by_number(options["account"]).select_related("project__region").order_by("pk").first()
        if account is None:
            raise Refused("没有这个账号的专用账户，或者不在您的权限范围内。请先在项目资料里登记专户。", "no_account")
        return {"project": account.project, "account": account}
