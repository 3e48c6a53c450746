"""``document KIND ID --out F.pdf``: print one document."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.audit.log import record
from portal.documents.pdf import pdf_page_count
from portal.documents.registry import build_document
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "打印一份文件为 PDF"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", metavar="KIND", help="文件种类，例如 instrument")
        parser.add_argument("id", metavar="ID", help="编号或文号")
        parser.add_argument("--out", required=True, metavar="F.pdf", help="写到哪个文件")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict:
        printed = build_document(options["kind"], options["id"], actor=actor)
        try:
            Path(options["out"]).write_bytes(printed.content)
        except OSError as error:
            raise Refused(f"写不了文件“{options['out']}”（{error.strerror}），请检查目录和权限。", "cannot_write") from error
        record(actor, "documents.print", detail={"kind": options["kind"], "id": options["id"], "number": printed.number}, region_id=actor.region_id)
        return {"number": printed.number, "pages": pdf_page_count(printed.content)}
