"""Send what waits to leave the portal, one message after another, each claimed before it is sent."""

import datetime as dt
import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import F

from portal.lib.errors import Refused
from portal.notices.backoff import is_spent, wait_after
from portal.notices.channels import Channel, GiveUp, Outgoing, TryAgain, channel_of
from portal.notices.enums import ChannelKey, DeliveryState
from portal.notices.models import Delivery

logger = logging.getLogger(__name__)
# Far above the time-outs of the channels: who holds a claim longer than this is gone.
LEASE_SECONDS = 120
RUN_SECONDS = 50
# What holds a secret of the moment keeps no words once it is out.
WIPED = "（验证码已发出，内容不保存）"
CODE = "notices.code"


def send_deliveries(*, now: Callable[[], dt.datetime], progress: Callable[[int], None] = lambda sent: None) -> dict[str, int]:
    """Send all that is due, each channel until it says it is down; outside any transaction, so that a claim is seen at once.

    Killed between claim and outcome, a message is sent again when its claim has run out: at least once, never lost.
    """
    done = {"sent": 0, "later": 0, "dead": 0}
    ends = time.monotonic() + RUN_SECONDS
    for key in ChannelKey.values:
        _send_by(key, now, progress, done, ends)
    return done


def _send_by(key: str, now: Callable[[], dt.datetime], progress: Callable[[int], None], done: dict[str, int], ends: float) -> None:
    channel: Channel | None = None
    try:
        while time.monotonic() < ends and (delivery := _claim(key, now())) is not None:
            try:
                channel = channel or channel_of(key)
            except Refused as refusal:
                _finish(delivery, now(), "", TryAgain(refusal.reason), done)
                return
            fault = _attempt(channel, delivery)
            _finish(delivery, now(), channel.carrier, fault, done)
            progress(sum(done.values()))
            if isinstance(fault, TryAgain) and fault.down:
                return
    finally:
        if channel is not None:
            channel.close()


def _claim(key: str, at: dt.datetime) -> Delivery | None:
    """The next one that is due, counted and held for a while; two workers never get the same."""
    with transaction.atomic():
        found = Delivery.objects.select_for_update(skip_locked=True).due(at).filter(channel=key).order_by("next_at", "pk").first()
        if found is None:
            return None
        until = at + dt.timedelta(seconds=LEASE_SECONDS)
        Delivery.objects.filter(pk=found.pk).update(attempts=F("attempts") + 1, fence=F("fence") + 1, claimed_until=until)
    found.attempts, found.fence = found.attempts + 1, found.fence + 1
    return found


def _attempt(channel: Channel, delivery: Delivery) -> TryAgain | GiveUp | None:
    try:
        channel.send(Outgoing(delivery.uid, delivery.address.plain(), delivery.subject, delivery.text))
    except (TryAgain, GiveUp) as fault:
        return fault
    except Exception as fault:  # one message that cannot even be written must not hold up the others
        logger.exception("delivery by %s failed", delivery.channel)
        return TryAgain(f"发送程序出错（{type(fault).__qualname__}）。")
    return None


def _finish(delivery: Delivery, at: dt.datetime, carrier: str, fault: TryAgain | GiveUp | None, done: dict[str, int]) -> None:
    """Write the outcome, unless somebody has claimed it meanwhile."""
    changes: dict[str, object] = {"claimed_until": None, "carrier": carrier[:60], "error": fault.reason[:200] if fault else ""}
    if fault is None:
        changes |= {"state": DeliveryState.SENT, "sent_at": at}
        if delivery.kind == CODE and not settings.IS_DEMO:
            changes["text"] = WIPED
    elif isinstance(fault, GiveUp) or is_spent(delivery.attempts):
        changes["state"] = DeliveryState.DEAD
    else:
        changes["next_at"] = at + wait_after(delivery.attempts)
    written = Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence, state=DeliveryState.WAITING).update(**changes)
    if written:
        outcome = "sent" if fault is None else "dead" if changes.get("state") == DeliveryState.DEAD else "later"
        done[outcome] += 1
