"""`manage.py demo`: five tenants with fictitious data."""

import datetime as dt

from django.conf import settings
from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.lib.dates import iso_date
from portal.lib.errors import Refused
from portal.operations.demo.build import FULL, SMALL, build_demo
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "建立演示数据：五个租户、虚构的人和企业；重复执行不产生任何变化。"
    acts = False
    takes_actor = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=iso_date, default=None, help="数据日期；不写为今天")
        parser.add_argument("--seed", type=int, default=None, help="随机种子，默认 1")
        parser.add_argument("--size", choices=(SMALL, FULL), default=None, help="规模，默认 small")

    def handle_portal(self, *, actor: Actor, date: dt.date | None, seed: int | None, size: str | None, **options: object) -> dict:
        if not settings.IS_DEMO:
            raise Refused("演示数据只能建在演示环境（PORTAL_ENV=demo）。", "production")
        return build_demo(on=date, seed=seed, size=size, today=clock.today(), at=clock.now())
