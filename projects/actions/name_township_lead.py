"""Name who answers for a township, and end it."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.storing import change, insert
from projects.models import TownshipLead


def name_township_lead(*, actor: Actor, township: Region, rank: str, name: str, since: dt.date, title: str = "", phone: str = "") -> TownshipLead:
    """Several may stand beside each other; one who leaves is ended, never overwritten."""
    require(actor, "projects.assign")
    if township.parent_id not in actor.scope.write_regions:
        raise Refused(f"您不负责“{township.name}”。", "region")
    row = TownshipLead(region_id=township.parent_id, township=township, rank=rank, name=name.strip(), title=title.strip(), phone=phone or None, since=since)
    with transaction.atomic():
        insert(row)
        record(actor, "projects.name_township_lead", row, detail={"place": township.name, "rank": rank, "name": row.name, "since": since.isoformat()})
    return row


def end_township_lead(*, actor: Actor, lead: TownshipLead, on: dt.date) -> TownshipLead:
    require(actor, "projects.assign")
    with transaction.atomic():
        row = TownshipLead.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=lead.pk, until__isnull=True).first()
        if row is None:
            raise Refused("已经结束，或者由其他辖区登记。", "ended")
        row.until = max(on, row.since)
        change(row, "until")
        record(actor, "projects.end_township_lead", row, detail={"name": row.name, "rank": row.rank, "on": on.isoformat()})
    return row
