"""`manage.py merge_regions SOURCE TARGET`: a division becomes part of another, as on its page."""

import datetime as dt

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand, region_by_code
from portal.administration.commands import dated, kept_region
from portal.lib import clock
from portal.tenancy.actions.merge_regions import merge_regions, preview_merger
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "把一个辖区并入另一个：全部记录一次随迁，办完不能撤回；先用 --dry-run 看随迁多少行。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="被并入的辖区（区划代码）")
        parser.add_argument("target", help="承接的辖区（区划代码）")
        dated(parser, "并入")

    def handle_portal(self, *, actor: Actor, source: str, target: str, document: str, date: dt.date | None, dry_run: bool, **options: object) -> dict:
        going, staying = kept_region(actor, source, "administration.townships"), region_by_code(target)
        told = {"source": going.code, "target": staying.code, "dry_run": dry_run}
        if dry_run:
            preview = preview_merger(source=going, target=staying)
            towns = [town.code for town in preview.townships]
            return told | {"rows": preview.rows, "moved": dict(preview.follow), "stays": dict(preview.stay), "townships": towns}
        moved = merge_regions(actor=actor, source=going, target=staying, on=date or clock.today(), document=document, today=clock.today())
        return told | {"rows": sum(moved.values()), "moved": moved}
