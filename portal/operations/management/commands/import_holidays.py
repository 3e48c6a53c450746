"""`manage.py import_holidays FILE --year Y`: the State Council's arrangement of a year."""

from pathlib import Path

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.accounts.rights import require
from portal.operations.files import content_of
from portal.tenancy.actions.import_holidays import import_holidays
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "导入一年的节假日安排（xlsx 或 csv，列：日期、性质、名称；性质写 法定节假日、调休放假、调休上班）。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--source", default="", help="依据文件；不写为国务院办公厅该年的通知")

    def handle_portal(self, *, actor: Actor, file: Path, year: int, source: str, **options: object) -> dict:
        require(actor, "tenancy.holidays")
        return import_holidays(actor=actor, content=content_of(file), year=year, source=source, name=file.name)
