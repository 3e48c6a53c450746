"""Make a batch for the bank of an audited sheet."""

from argparse import ArgumentParser
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import SpecialWageAccount
from wagepay.actions.make_batch import make_batch
from wagepay.management.batches import sheet_by_receipt, told
from wagepay.models import BankLayout


class Command(PortalCommand):
    help = "从审核过的工资表生成代发批次"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", metavar="RECEIPT", help="工资表的回执编号")
        parser.add_argument("--account", metavar="NO", help="付款专户的账号；项目只有一个专户的可不写")
        parser.add_argument("--layout", metavar="NAME", help="银行文件格式的名称；不写用通用格式")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        sheet, now = sheet_by_receipt(actor, options["receipt"]), clock.now()
        accounts = SpecialWageAccount.objects.visible_to(actor).filter(project=sheet.project).open_on(now.date()).select_related("bank")
        if options["account"]:
            accounts = accounts.by_number(options["account"])
        if len(found := list(accounts[:2])) != 1:
            raise Refused("项目没有专户，或者不止一个；请用 --account 指明账号。", "no_account")
        layout = BankLayout.objects.for_bank(found[0].bank_id).filter(name=options["layout"]).first() if options["layout"] else None
        if options["layout"] and layout is None:
            raise Refused(f"{found[0].bank.name}没有名为“{options['layout']}”的文件格式。", "no_layout")
        return told(make_batch(actor=actor, sheet=sheet, account=found[0], at=now, layout=layout))
