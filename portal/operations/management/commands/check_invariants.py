"""`manage.py check_invariants`: what must hold of the data, whatever failed meanwhile."""

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.operations.queries.invariants import check_all
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "核对数据必须始终成立的条件：文件、合计、文号、定时、隔离、留痕、明文、状态、汇总；有不符时返回非零。"
    takes_actor = False

    def handle_portal(self, *, actor: Actor, **options: object) -> dict:
        return check_all(actor, clock.today())

    def failed(self, result: dict) -> bool:
        return not result["ok"]
