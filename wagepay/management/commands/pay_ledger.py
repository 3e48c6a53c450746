"""Write the pay ledger of a sheet: whole numbers, hence a purpose and an entry of the trail; a copy is kept."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.actions.make_ledger import make_ledger
from wagepay.management.batches import sheet_by_receipt, written


class Command(PortalCommand):
    help = "导出工资支付台账（含完整号码，留痕）"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", metavar="RECEIPT", help="工资表的回执编号")
        parser.add_argument("--out", required=True, type=Path, metavar="F", help="写到哪个文件，.xlsx 或 .pdf")
        parser.add_argument("--purpose", required=True, help="用途")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        sheet, out = sheet_by_receipt(actor, options["receipt"]), options["out"]
        form = "pdf" if out.suffix.lower() == ".pdf" else "xlsx"
        content, _, _ = make_ledger(actor=actor, sheet=sheet, form=form, purpose=options["purpose"], at=clock.now())
        return {"receipt": sheet.receipt_number, "people": sheet.workers, "form": form, "file": written(out, content)}
