"""`manage.py seed`: the national tables every installation needs."""

from portal.accounts.commands import PortalCommand
from portal.accounts.rights import require
from portal.lib import clock
from portal.operations.seed.load import load_national
from portal.tenancy.scope import Actor


class Command(PortalCommand):
    help = "载入行政区划和历年节假日；重复执行不产生任何变化。"

    def handle_portal(self, *, actor: Actor, **options: object) -> dict:
        require(actor, "tenancy.regions")
        return load_national(actor=actor, on=clock.today())
