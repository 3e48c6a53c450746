"""`manage.py split_region SOURCE TARGET`: townships or single projects go to another county, as on its page."""

import datetime as dt

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand, region_by_code
from portal.administration.commands import dated, kept_region
from portal.lib import clock
from portal.tenancy.actions.split_region import preview_split, split_region
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "把乡镇街道或单个项目划到另一个县区，连同名下的全部记录；办完不能撤回；先用 --dry-run 看划转多少行。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="划出的县区（区划代码）")
        parser.add_argument("target", help="划入的县区（区划代码）")
        parser.add_argument("--township", action="append", default=[], metavar="CODE", help="划转的乡镇街道（9 位代码），可以写多次")
        parser.add_argument("--project", action="append", default=[], metavar="CODE", help="另外划转的项目编码，可以写多次")
        dated(parser, "划转")

    def handle_portal(
        self, *, actor: Actor, source: str, target: str, township: list[str], project: list[str], document: str, date: dt.date | None, dry_run: bool, **options
    ) -> dict:
        giving, taking = kept_region(actor, source, "tenancy.regions"), region_by_code(target)
        parts = {"townships": [region_by_code(code) for code in township], "project_codes": [code.upper() for code in project]}
        told = {"source": giving.code, "target": taking.code, "dry_run": dry_run}
        if dry_run:
            moved = dict(preview_split(source=giving, target=taking, **parts))
        else:
            moved = split_region(actor=actor, source=giving, target=taking, on=date or clock.today(), document=document, today=clock.today(), **parts)
        return told | {"rows": sum(moved.values()), "moved": moved}
