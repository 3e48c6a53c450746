"""Turn what rooms posted into messages to people."""

import datetime as dt
import logging

from django.db import transaction

from portal.jobs.models import OutboxMessage
from portal.notices.announce import announcer_of
from portal.notices.models import Notice
from portal.tenancy.scope import Actor

logger = logging.getLogger(__name__)
BATCH = 500
MOST_ATTEMPTS = 5


def deliver_messages(*, actor: Actor, at: dt.datetime, batch: int = BATCH) -> dict[str, int]:
    """Deliver what waits, oldest first. Two workers share the rows; a repeat delivers nothing twice.

    A message whose announcer fails is tried five times and then laid aside with its fault; the others go on.
    """
    done = {"messages": 0, "notices": 0, "failed": 0}
    waiting = OutboxMessage.objects.select_for_update(skip_locked=True).filter(processed_at__isnull=True)[:batch]
    for message in waiting:
        try:
            with transaction.atomic():
                done["notices"] += _deliver(message, actor, at)
        except Exception as fault:
            logger.exception("message %s was not delivered", message.kind)
            message.attempts += 1
            message.error = f"{type(fault).__module__}.{type(fault).__qualname__}"[:200]
            done["failed"] += 1
            if message.attempts >= MOST_ATTEMPTS:
                message.processed_at = at
        else:
            message.processed_at, message.error = at, ""
            done["messages"] += 1
        message.save(update_fields=["processed_at", "attempts", "error"])
    return done


def _deliver(message: OutboxMessage, actor: Actor, at: dt.datetime) -> int:
    announcer = announcer_of(message.kind)
    found = announcer(message, actor, at.date()) if announcer else None
    if found is None:
        return 0
    notices = [
        Notice(
            membership=membership,
            outbox_id=message.pk,
            kind=message.kind,
            title=found.title[:160],
            text=found.text[:400],
            url=found.url,
            created_at=at,
        )
        for membership in found.to
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)
