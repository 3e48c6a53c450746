"""`manage.py add_operator`: an account that keeps divisions and opens tenants; its first password is printed once."""

import secrets

from django.core.management.base import CommandParser

from portal.accounts.actions.create_operator import UNIT, create_operator
from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "建立平台运维账号：管理区划、机构，开通租户；看不到任何租户的业务数据。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--account", required=True, help="账号")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--unit", default=UNIT, help="所在单位")

    def handle_portal(self, *, actor: Actor, account: str, name: str, unit: str, **options: object) -> dict:
        password = f"{secrets.token_urlsafe(12)}-Aa1"
        made = create_operator(actor=actor, username=account, name=name, password=password, on=clock.today(), at=clock.now(), unit=unit)
        return {"username": made.user.username, "password": password, "must_change": True}
