"""import_users FILE --as USER [--dry-run]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from portal.accounts.actions.import_users import import_users
from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "导入人员表并开通账号（xlsx、xls、csv）；全部无误才开通，密码由本人用邀请链接设置"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="人员表")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不开通")

    def failed(self, result: Any) -> bool:
        return not result["accepted"]

    def handle_portal(self, *, actor: Actor, file: Path, dry_run: bool, **options: Any) -> dict[str, Any]:
        if not file.is_file():
            raise Refused(f"找不到文件“{file}”。", "no_file")
        result, _, _ = import_users(actor=actor, content=file.read_bytes(), name=file.name, on=clock.today(), at=clock.now(), dry_run=dry_run)
        return result
