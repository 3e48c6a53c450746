"""`manage.py backup DIR`: database, stored files and a manifest, without stopping anything."""

import time
from pathlib import Path

from django.core.management.base import CommandParser
from django.db import connection

from portal.accounts.commands import PortalCommand
from portal.jobs.heartbeats import show_life
from portal.lib import clock
from portal.operations.backup.make import make_backup
from portal.tenancy.scope import Actor

DAY = 24 * 3600


class Command(PortalCommand):
    help = "备份数据库和文件到目录（密钥另存）；保留最近 30 次。--daily 每天一次。"
    takes_actor = False
    acts = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--daily", action="store_true", help="一直运行，每天备份一次")

    def handle_portal(self, *, actor: Actor, folder: Path, daily: bool, **options: object) -> dict:
        while True:
            made = make_backup(folder, at=clock.now())
            show_life("backup")
            if not daily:
                return made
            self.stderr.write(f"已备份：{made['backup']}")
            connection.close()
            time.sleep(DAY)
