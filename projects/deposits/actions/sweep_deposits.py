"""半年清查: write down what was found, and begin the return of each deposit that is due and nobody asked for (65号文 第二十二条)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.deadlines import period_end
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.deposits.actions.start_refund import start_refund
from projects.deposits.due_back import due_back
from projects.models import DepositSweep, WageSecurityDeposit


@transaction.atomic
def sweep_deposits(*, actor: Actor, on: dt.date, at: dt.datetime, start: bool, note: str = "") -> DepositSweep:
    """Of one's own region, once in each half-year; with ``start`` each return begins with its thirty days of notice."""
    require(actor, "projects.keep_deposit")
    if actor.region_id not in actor.scope.write_regions:
        raise Refused("只能清查本级辖区的保证金。", "not_own")
    region = Region.objects.get(pk=actor.region_id)
    found = list(due_back(actor, on).filter(region=region).select_related("project"))
    begun = [start_refund(actor=actor, deposit=deposit, announced_on=on, on=on, at=at) for deposit in found] if start else []
    held = WageSecurityDeposit.objects.visible_to(actor).current().filter(region=region).exclude(form="exempt").count()
    made = DepositSweep(
        region=region, half_end=period_end(on, 6), swept_on=on, held=held, due=len(found), started=len(begun), note=note, swept_by=actor.name, swept_at=at
    )
    insert(made)
    record(actor, "projects.sweep_deposits", made, detail={"found": len(found), "created": len(begun), "on": on.isoformat()})
    return made
