"""`manage.py rename_region REGION`: another name or another code from a day on, as on its page."""

import datetime as dt

from django.core.management.base import CommandParser
from django.db import transaction

from portal.accounts.commands import PortalCommand
from portal.administration.commands import dated, kept_region
from portal.lib import clock
from portal.tenancy.actions.rename_region import rename_region
from portal.tenancy.scope import Actor

TRIAL = "试算，不保存"


class Command(PortalCommand):
    help = "辖区更名或换码：旧名称、旧代码按日期留存，记录不动。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="现在的区划代码")
        parser.add_argument("--name", default="", help="新名称；不写不变")
        parser.add_argument("--code", default="", help="新代码；不写不变")
        dated(parser, "变更")

    def handle_portal(self, *, actor: Actor, region: str, name: str, code: str, document: str, date: dt.date | None, dry_run: bool, **options: object) -> dict:
        found = kept_region(actor, region, "administration.townships")
        told = {"region": found.code, "name": found.name, "dry_run": dry_run}
        today = clock.today()
        with transaction.atomic():
            paper = document or (TRIAL if dry_run else "")
            changed = rename_region(actor=actor, region=found, name=name or found.name, code=code or found.code, on=date or today, document=paper, today=today)
            if dry_run:
                transaction.set_rollback(True)
        return told | {"new_code": changed.code, "new_name": changed.name}
