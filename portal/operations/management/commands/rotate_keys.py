"""`manage.py rotate_keys`: seal everything under the current key, online and resumable."""

from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.audit.log import record
from portal.lib import keys
from portal.operations.queries.rotation import rotate
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "用当前密钥重新加密全部号码和文件，可随时中断后再执行；--add-key 先生成一把新密钥。"
    acts = False
    takes_actor = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--add-key", action="store_true", help="先在密钥文件中加一把新密钥并设为当前；之后重启服务，再执行一次本命令")

    def handle_portal(self, *, actor: Actor, add_key: bool, **options: object) -> dict:
        if add_key:
            number = keys.add(Path(settings.PORTAL_KEYS))
            record(actor, "operations.add_key", detail={"number": number})
            return {"key": number, "next": "请重启网页和后台任务，再执行 manage.py rotate_keys；密钥文件请重新备份到离线介质。"}
        report = rotate(progress=lambda place, count: self.stderr.write(f"{place}：{count}"))
        record(actor, "operations.rotate_keys", detail=asdict(report))
        return {"key": keys.current().data.current, **asdict(report), "old_keys_removable": report.remaining == 0}

    def failed(self, result: dict) -> bool:
        return bool(result.get("remaining"))
