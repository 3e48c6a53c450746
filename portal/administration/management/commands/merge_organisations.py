"""`manage.py merge_organisations DUPLICATE KEPT`: one firm was entered twice, as on its page."""

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.accounts.rights import require
from portal.administration.keeping import check_own_rows, find_organisation
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actions.merge_organisations import merge_organisations, preview_organisations
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "合并重复登记的企业、银行或平台外机关：全部记录转到保留的一家；先用 --dry-run 看转多少行。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("duplicate", help="重复的一家（统一社会信用代码或编号）")
        parser.add_argument("kept", help="保留的一家（统一社会信用代码或编号）")
        parser.add_argument("--reason", default="", help="为什么认定是同一家；不是试算时必填")
        parser.add_argument("--dry-run", action="store_true", help="只计数，什么都不变动")

    def handle_portal(self, *, actor: Actor, duplicate: str, kept: str, reason: str, dry_run: bool, **options: object) -> dict:
        require(actor, "administration.merge_organisations")
        going, staying = _named(actor, duplicate), _named(actor, kept)
        rows, regions = preview_organisations(duplicate=going, kept=staying)
        check_own_rows(actor, regions)
        moved = dict(rows) if dry_run else merge_organisations(actor=actor, duplicate=going, kept=staying, on=clock.today(), reason=reason)
        return {"duplicate": going.name, "kept": staying.name, "dry_run": dry_run, "rows": sum(moved.values()), "moved": moved}


def _named(actor: Actor, text: str) -> Organisation:
    found = find_organisation(actor, text)
    if found is None:
        raise Refused(f"没有登记“{text}”，请写统一社会信用代码或编号。", "no_organisation")
    return found
