"""What the commands about divisions and organisations share with the pages: who may, and the questions asked of every one."""

from django.core.management.base import CommandParser

from portal.accounts.commands import region_by_code
from portal.accounts.rights import require
from portal.administration.keeping import keeps_region
from portal.lib.dates import iso_date
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def dated(parser: CommandParser, what: str) -> None:
    """The questions of every change of divisions."""
    parser.add_argument("--document", default="", help="依据文件（批复、公告的文号），写入区划沿革；不是试算时必填")
    parser.add_argument("--date", type=iso_date, default=None, help=f"{what}日期，默认今天；不能是将来的日子")
    parser.add_argument("--dry-run", action="store_true", help="只计数，什么都不变动")


def kept_region(actor: Actor, code: str, verb: str) -> Region:
    """The division of the code, if the actor keeps it; as on the pages, townships are the administrator's and the tree the operator's."""
    require(actor, verb)
    region = region_by_code(code)
    if not keeps_region(actor, region):
        raise Refused(f"“{region.name}”不归 {actor.username} 管理。", "not_kept")
    return region
