"""Take back what one's own level has set: from a day on the level above decides again."""

import datetime as dt

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actions.set_policy import check_own
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.scope import Actor


def end_policy(*, actor: Actor, row: PolicyRow, valid_to: dt.date, reason: str, at: dt.datetime) -> PolicyRow:
    """The value holds until the day before; it stays readable. One that has not begun yet ends before it begins and is dropped."""
    check_own(actor, row.region)
    if not reason.strip():
        raise Refused("请写明停用的理由。", "reason")
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=row.region_id)
        row = PolicyRow.objects.get(pk=row.pk)
        if row.valid_to is not None and row.valid_to <= valid_to:
            raise Refused(f"这个值已在 {row.valid_to} 失效。", "ended")
        detail = {"key": row.key, "value": row.value, "valid_from": row.valid_from.isoformat(), "valid_to": valid_to.isoformat(), "reason": reason}
        record(actor, "tenancy.end_policy", row, detail=detail | {"at": at.isoformat()})
        if row.valid_from >= valid_to:
            _give_back(row)
            row.delete()
        else:
            row.valid_to = valid_to
            row.full_clean()
            row.save(update_fields=["valid_to"])
    return row


def _give_back(row: PolicyRow) -> None:
    """The value before it goes on to where the dropped one would have ended."""
    PolicyRow.objects.filter(region_id=row.region_id, key=row.key, valid_to=row.valid_from).update(valid_to=row.valid_to)
