"""`manage.py restore DIR`: onto an empty server, with proof."""

from pathlib import Path

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.operations.backup.restore import restore_backup


class Command(PortalCommand):
    help = "把目录中最新的备份恢复到空库，并核对行数、操作记录和加密内容；不符时返回非零。"
    takes_actor = False
    acts = False

    def _actor(self, options: dict) -> None:
        """Nobody: the database holds no table yet."""

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--name", default="", help="备份名，如 portal-20261126T020000；不写为最新")

    def handle_portal(self, *, actor: None, folder: Path, name: str, **options: object) -> dict:
        return restore_backup(folder, name=name)

    def failed(self, result: dict) -> bool:
        return not result["ok"]
