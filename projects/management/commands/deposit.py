"""deposit CODE --date D"""

from argparse import ArgumentParser
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.lib.dates import iso_date
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.deposits.reckoning import reckon
from projects.models import Project


class Command(PortalCommand):
    help = "核定一个项目的工资保证金应存额，逐步说明法条和来源；只计算，不登记"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="项目编码")
        parser.add_argument("--date", type=iso_date, default=None, help="按哪一天的数据和政策计算，默认今天")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        project = Project.objects.visible_to(actor).select_related("region").filter(code=options["code"].upper()).first()
        if project is None:
            raise Refused(f"没有找到项目“{options['code']}”，或者不在您的权限范围内。", "no_project")
        return reckon(actor, project, options["date"] or clock.today())[1].as_dict()
