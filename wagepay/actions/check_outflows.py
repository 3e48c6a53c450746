"""Hold a county's debits against its rosters once more: people registered since, batches tied since."""

import datetime as dt

from django.db import transaction

from portal.audit.log import record
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from wagepay.models import AccountEntry
from wagepay.queries.outflows import keep_exceptions


@transaction.atomic
def check_outflows(*, actor: Actor, region: Region, on: dt.date) -> dict[str, int]:
    """Each night; what changed nothing leaves no trace."""
    projects = AccountEntry.objects.visible_to(actor).filter(region=region).order_by().values_list("project", flat=True).distinct()
    done = keep_exceptions(list(projects), on)
    if any(done.values()):
        record(actor, "wagepay.check_outflows", region_id=region.pk, detail=done)
    return done
