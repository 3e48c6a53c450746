"""`manage.py import_regions FILE`: a change of administrative divisions."""

from pathlib import Path

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.accounts.rights import require
from portal.lib import clock
from portal.operations.files import content_of
from portal.tenancy.actions.import_regions import COLUMNS, OPTIONAL, import_regions
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = f"导入行政区划及其变更（CSV，列：{'、'.join(COLUMNS)}；可选：{'、'.join(OPTIONAL)}）；有错时一行也不保存。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--document", default="行政区划表导入", help="依据文件，写入区划沿革")
        parser.add_argument("--dry-run", action="store_true", help="只检查，列出将要发生的变更")

    def handle_portal(self, *, actor: Actor, file: Path, document: str, dry_run: bool, **options: object) -> dict:
        require(actor, "tenancy.regions")
        outcome = import_regions(actor=actor, content=content_of(file), on=clock.today(), document=document, dry_run=dry_run)
        return outcome.counts | ({"dry_run": True, "changes": outcome.changes} if dry_run else {})
