"""`manage.py open_jurisdiction REGION`: a new tenant."""

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand, region_by_code
from portal.accounts.rights import require
from portal.lib import clock
from portal.lib.errors import Refused
from portal.operations.seed.load import open_seeded
from portal.operations.seed.tenants import TenantSeed, tenant_seed
from portal.tenancy.actions.open_jurisdiction import Opening
from portal.tenancy.models import Jurisdiction
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "开通一个租户（地市、县区或功能区）：领导小组、办公室、发文代字和该地文件载明的参数。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="区划代码")
        parser.add_argument("--leading-group", default="", help="领导小组全称；五个已知租户可以不写")
        parser.add_argument("--office", default="", help="办公室全称")
        parser.add_argument("--prefix", default="", help="发文代字")
        parser.add_argument("--hotline", default="", help="投诉电话")

    def handle_portal(self, *, actor: Actor, region: str, leading_group: str, office: str, prefix: str, hotline: str, **options: object) -> dict:
        require(actor, "tenancy.open")
        place = region_by_code(region)
        if Jurisdiction.objects.filter(region=place).exists():
            raise Refused(f"“{place.name}”已经开通。", "open")
        tenant = tenant_seed(region)
        if leading_group or office or tenant is None:
            if not (leading_group and office):
                raise Refused("请写明 --leading-group 领导小组全称 和 --office 办公室全称。", "opening")
            opening = Opening(leading_group, office, prefixes={"*": prefix} if prefix else {}, letterhead={"name": office}, hotline=hotline)
            tenant = TenantSeed(region, opening)
        opened = open_seeded(tenant, actor=actor, on=clock.today(), at=clock.now())
        return {"jurisdiction": region, "name": opened.name, "office": opened.office.name, "policies": len(tenant.figures)}
