"""import_users FILE --as USER [--dry-run]"""

from pathlib import Path
from typing import Any

from portal.accounts.actions.import_users import import_users
from portal.accounts.commands import ImportCommand
from portal.lib import clock
from portal.tenancy.scope import Actor


class Command(ImportCommand):
    help = "导入人员表并开通账号（xlsx、xls、csv）；全部无误才开通，密码由本人用邀请链接设置"
    file_help = "人员表"
    effect = "开通"

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, **options: Any) -> dict[str, Any]:
        result, _, _ = import_users(actor=actor, content=file.read_bytes(), name=file.name, on=clock.today(), at=clock.now(), dry_run=dry_run)
        return result
