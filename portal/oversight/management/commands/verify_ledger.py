"""``manage.py verify_ledger``: is the chain over the audit trail whole."""

from portal.accounts.commands import PortalCommand
from portal.audit.sealing import seal
from portal.audit.verification import verify
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "核验操作记录的封存链：先封存尚未封存的记录，再从头核对；不通过时返回非零并指出第一处异常。"
    takes_actor = False
    acts = False

    def handle_portal(self, *, actor: Actor, **options: object) -> dict:
        seal()
        return verify()

    def failed(self, result: dict) -> bool:
        return not result["ok"]
