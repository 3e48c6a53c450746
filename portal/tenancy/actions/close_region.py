"""A division ends without a successor: only one that nobody works with."""

import datetime as dt

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.actions.tree import check_day, check_standing, checked_document, note_change
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import RegionChangeKind
from portal.tenancy.links import Fate
from portal.tenancy.models import Region
from portal.tenancy.queries.moving import counts_of
from portal.tenancy.scope import Actor, acting


def close_region(*, actor: Actor, region: Region, on: dt.date, document: str, today: dt.date) -> Region:
    """Refused while divisions stand below it or rows belong to it: those have to go somewhere, by a merger."""
    document = checked_document(document)
    with transaction.atomic():
        region = Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
        check_standing(region)
        check_day(region, on, today)
        below = region.children.standing().first()
        if below:
            raise Refused(f"下面还有“{below.name}”，请先处理下级。", "children")
        with acting(system_actor()):
            rows = {label: number for label, (number, fate, _) in counts_of(region).items() if fate != Fate.STAY}
        if rows:
            told = "、".join(f"{label} {number} 条" for label, number in list(rows.items())[:5])
            raise Refused(f"“{region.name}”还有{told}，不能直接撤销，请用“并入”让记录有人承接。", "rows")
        region.is_closed, region.valid_to = True, on
        region.save()
        note_change(actor, region, RegionChangeKind.CLOSED, on=on, document=document)
    return region
