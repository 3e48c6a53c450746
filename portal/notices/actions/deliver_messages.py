"""Turn what rooms posted into messages to people."""

import datetime as dt
import logging

from django.db import transaction

from portal.jobs.models import OutboxMessage
from portal.notices.actions.notify import Outgoing, Source
from portal.notices.announce import Announcement, announcer_of
from portal.notices.backoff import wait_after
from portal.notices.kinds import OWN_TEXT, OWN_TITLE, MessageKind, kind_of
from portal.notices.models import MessageTemplate
from portal.notices.wording import fill
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

logger = logging.getLogger(__name__)
BATCH = 500
MOST_ATTEMPTS = 5


def deliver_messages(*, actor: Actor, at: dt.datetime, batch: int = BATCH) -> dict[str, int]:
    """Deliver what waits, oldest first. Two workers share the rows; a repeat delivers nothing twice.

    A message whose announcer fails is tried five times, a little later each time, and then laid aside with its fault; the others go on.
    """
    words = Words(actor, at.date())
    messages = list(OutboxMessage.objects.select_for_update(skip_locked=True).due(at)[:batch])
    try:
        with transaction.atomic():
            for message in messages:
                _put(message, actor, at, words)
            notices = words.outgoing.send()
            OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(processed_at=at, error="", next_at=None)
    except Exception:  # one of them is faulty: which, is found by taking each by itself
        return _deliver_singly(messages, actor, at, words)
    return {"messages": len(messages), "notices": notices, "failed": 0}


def _deliver_singly(messages: list[OutboxMessage], actor: Actor, at: dt.datetime, words: "Words") -> dict[str, int]:
    done = {"messages": 0, "notices": 0, "failed": 0}
    for message in messages:
        try:
            with transaction.atomic():
                words.outgoing.clear()  # nothing of one that failed
                _put(message, actor, at, words)
                done["notices"] += words.outgoing.send()
        except Exception as fault:
            logger.exception("message %s was not delivered", message.kind)
            message.attempts += 1
            # The kind of the fault without its text: that may hold somebody's data.
            message.error = f"{type(fault).__module__}.{type(fault).__qualname__}"[:200]
            message.next_at = at + wait_after(message.attempts)
            done["failed"] += 1
            if message.attempts >= MOST_ATTEMPTS:
                message.processed_at = at
        else:
            message.processed_at, message.error = at, ""
            done["messages"] += 1
        message.save(update_fields=["processed_at", "attempts", "error", "next_at"])
    return done


class Words:
    """What tenants say for each kind, and how people want to be told: read once for each region and person of a run."""

    def __init__(self, actor: Actor, on: dt.date) -> None:
        self.actor, self.on = actor, on
        self.outgoing = Outgoing()
        self._by_region: dict[int, dict[str, MessageTemplate]] = {}

    def of(self, kind: MessageKind, region_id: int | None) -> MessageTemplate | None:
        """The words the tenant has set for the kind, if any."""
        found = self._of_region(region_id).get(kind.kind) if region_id else None
        return None if found is None or found.is_default else found

    def _of_region(self, region_id: int) -> dict[str, MessageTemplate]:
        if region_id not in self._by_region:
            region = Region.objects.get(pk=region_id)
            self._by_region[region_id] = MessageTemplate.objects.visible_to(self.actor).in_force(region, self.on)
        return self._by_region[region_id]


def _put(message: OutboxMessage, actor: Actor, at: dt.datetime, words: Words) -> None:
    announcer = announcer_of(message.kind)
    found = announcer(message, actor, at.date()) if announcer else None
    if found is None:
        return
    kind = kind_of(message.kind)
    values = _values(kind, found)
    own = words.of(kind, message.region_id)
    words.outgoing.put(
        kind=kind,
        to=found.to,
        source=Source(outbox_id=message.pk),
        title=fill(own.title, values) if own else str(values[OWN_TITLE]),
        text=fill(own.text, values) if own else str(values[OWN_TEXT]),
        url=found.url,
        at=at,
        region_id=message.region_id,
    )


def _values(kind: MessageKind, found: Announcement) -> dict[str, object]:
    """The places of the kind; {标题} and {内容} are the announcer's own words or, without them, the kind's default."""
    own = dict(found.values)
    return own | {OWN_TITLE: found.title or fill(kind.title, own), OWN_TEXT: found.text or fill(kind.text, own)}
