"""响应: an inspector has seen the warning and takes it up; a red one within the tenant's hours."""

import datetime as dt

from django.db import transaction

from earlywarning.actions.events import locked, tell
from earlywarning.models import EarlyWarning
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


@transaction.atomic
def acknowledge_warning(warning: EarlyWarning, *, actor: Actor, at: dt.datetime) -> EarlyWarning:
    """Once; a second press changes nothing."""
    require(actor, "earlywarning.verify")
    warning = locked(warning, actor)
    if warning.region_id not in actor.scope.write_regions:
        raise Refused("由预警所在县（区）的监察员响应。", "not_own")
    if not warning.is_open:
        raise Refused("这条预警已结。", "closed")
    if warning.acknowledged_at is None:
        warning.acknowledged_at = at
        warning.save(update_fields=["acknowledged_at"])
        tell(warning, actor=actor, at=at, title="已响应")
        record(actor, "earlywarning.acknowledge", warning)
    return warning
