"""`manage.py import_regions FILE`: a change of administrative divisions."""

from pathlib import Path

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.accounts.rights import require
from portal.operations.files import content_of
from portal.tenancy.actions.import_regions import COLUMNS, import_regions
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = f"导入行政区划（CSV，列：{'、'.join(COLUMNS)}）；有错时一行也不保存。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle_portal(self, *, actor: Actor, file: Path, **options: object) -> dict:
        require(actor, "tenancy.regions")
        return import_regions(actor=actor, content=content_of(file))
