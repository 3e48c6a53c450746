"""What failed is sent again, or given up for good."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs.models import OutboxMessage
from portal.jobs.queue import enqueue
from portal.lib.errors import Refused
from portal.notices.enums import DeliveryState
from portal.notices.models import Delivery
from portal.tenancy.scope import Actor


@transaction.atomic
def retry_deliveries(*, actor: Actor, uids: Iterable[UUID | str], at: dt.datetime) -> int:
    """Another full set of attempts for those that failed or were dropped; the others are left alone."""
    return _change(actor, uids, (DeliveryState.DEAD, DeliveryState.DROPPED), at, "notices.retry", state=DeliveryState.WAITING, attempts=0, next_at=at)


@transaction.atomic
def drop_deliveries(*, actor: Actor, uids: Iterable[UUID | str], at: dt.datetime) -> int:
    """No more attempts: the person has been told in another way."""
    return _change(actor, uids, (DeliveryState.DEAD, DeliveryState.WAITING), at, "notices.drop", state=DeliveryState.DROPPED)


def _change(actor: Actor, uids: Iterable[UUID | str], states: tuple[str, ...], at: dt.datetime, verb: str, **changes: object) -> int:
    require(actor, "notices.deliveries")
    wanted = list(uids)
    if not wanted:
        raise Refused("先勾选要处理的记录。", "none")
    rows = list(Delivery.objects.visible_to(actor).select_for_update().filter(uid__in=wanted, state__in=states))
    if not rows:
        raise Refused("所选记录的状态已经变了，没有可以处理的。", "state")
    # A sender who holds one of them now loses his claim with the fence.
    for row in rows:
        Delivery.objects.filter(pk=row.pk).update(**changes, claimed_until=None, fence=row.fence + 1)
        record(actor, verb, row, detail={"to": str(row.address), "error": row.error})
    if changes["state"] == DeliveryState.WAITING:
        enqueue("notices.send", key=f"retry:{rows[0].uid}:{at.isoformat()}", payload={}, actor=None)
    return len(rows)


@transaction.atomic
def retry_message(*, actor: Actor, message_id: int) -> None:
    """An outbox message that was laid aside gets another set of attempts."""
    require(actor, "notices.deliveries")
    rows = OutboxMessage.objects.laid_aside().select_for_update().filter(pk=message_id, region_id__in=sorted(actor.scope.read_regions))
    message = rows.first()
    if message is None:
        raise Refused("这条消息已经处理过了。", "state")
    message.processed_at, message.attempts, message.next_at, message.error = None, 0, None, ""
    message.save(update_fields=["processed_at", "attempts", "next_at", "error"])
    record(actor, "notices.retry_message", message, detail={"kind": message.kind})
