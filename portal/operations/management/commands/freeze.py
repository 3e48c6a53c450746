"""`manage.py freeze`: the incident switch at the console, for one tenant or for all."""

from django.core.management.base import CommandParser

from portal.accounts.actions.freeze_data import freeze_data, lift_freeze
from portal.accounts.commands import PortalCommand, region_by_code
from portal.accounts.models import Freeze
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "应急停用：立即停止查看完整号码和导出，并结束所有登录；--lift 恢复。"

    def arguments(self, parser: CommandParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--jurisdiction", help="区划代码")
        where.add_argument("--all", action="store_true", dest="everything", help="全部租户")
        parser.add_argument("--reason", required=True, help="原因")
        parser.add_argument("--lift", action="store_true", help="恢复")
        parser.add_argument("--keep-sessions", action="store_true", help="不结束登录")

    def handle_portal(self, *, actor: Actor, jurisdiction: str | None, reason: str, lift: bool, keep_sessions: bool, **options: object) -> dict:
        region = region_by_code(jurisdiction) if jurisdiction else None
        if lift:
            freeze = Freeze.objects.in_force().filter(region=region).first()
            if freeze is None:
                raise Refused("没有停用，不需要恢复。", "not_frozen")
            lift_freeze(actor=actor, freeze=freeze, reason=reason, at=clock.now())
        else:
            freeze = freeze_data(actor=actor, region=region, reason=reason, at=clock.now(), ends_sessions=not keep_sessions)
        return {"where": str(freeze), "frozen": freeze.ended_at is None, "sessions_ended": freeze.sessions_ended}
