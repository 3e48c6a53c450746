"""`manage.py first_admin --jurisdiction REGION`: a one-time link for the first administrator."""

from django.core.management.base import CommandParser
from django.urls import reverse

from portal.accounts.actions.create_first_admin import VALID_FOR, invite_first_admin
from portal.accounts.commands import PortalCommand, region_by_code
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Jurisdiction
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "为一个租户生成建立首个管理员的一次性链接（24 小时有效）。"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jurisdiction", required=True, help="区划代码")

    def handle_portal(self, *, actor: Actor, jurisdiction: str, **options: object) -> dict:
        require(actor, "tenancy.open")
        region = region_by_code(jurisdiction)
        opened = Jurisdiction.objects.filter(region=region).first()
        if opened is None:
            raise Refused(f"“{region.name}”还没有开通，请先执行 manage.py open_jurisdiction {jurisdiction}。", "not_open")
        token = invite_first_admin(jurisdiction=opened)
        record(actor, "accounts.invite_first_admin", opened, region_id=region.pk)
        return {
            "jurisdiction": jurisdiction,
            "token": token,
            "path": reverse("first_admin", args=[token]),
            "expires_at": (clock.now() + VALID_FOR).isoformat(timespec="minutes"),
        }
