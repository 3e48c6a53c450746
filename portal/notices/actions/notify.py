"""Put messages into people's boxes and, for those who want it, on their way out of the portal."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.accounts.models import Membership
from portal.lib import mask
from portal.notices.channels import is_offered
from portal.notices.enums import ChannelKey, When
from portal.notices.kinds import MessageKind
from portal.notices.models import Contact, Delivery, Notice, Preference

LINES_OF_A_LETTER = 40


@dataclass(frozen=True)
class Source:
    """What a message came from: an outbox row, one round of an official notice, or the digest of a morning. Told twice it is one message."""

    outbox_id: int | None = None
    official_notice_key: int | None = None
    round: int = 0
    digest_on: dt.date | None = None


class Ways:
    """How people want to be told beside the box; each person is read once, however many messages he gets."""

    def __init__(self) -> None:
        self.channels = [key for key in ChannelKey.values if is_offered(key)]
        self.contacts: dict[tuple[int, str], Contact] = {}
        self._chosen: dict[tuple[int, str, str], str] = {}
        self._read: set[int] = set()

    def read(self, users: set[int]) -> None:
        fresh = users - self._read
        if not fresh:
            return
        rows = Contact.objects.filter(user__in=fresh, channel__in=self.channels, address__isnull=False)
        self.contacts |= {(row.user_id, row.channel): row for row in rows}
        self._chosen |= {(row.user_id, row.kind, row.channel): row.when for row in Preference.objects.filter(user__in=fresh)}
        self._read |= fresh

    def at_once(self, user_id: int, kind: MessageKind) -> list[Contact]:
        """Where the person wants a message of the kind now."""
        ways = [(channel, self.contacts.get((user_id, channel))) for channel in self.channels]
        return [way for channel, way in ways if way and when(kind, channel, self._chosen.get((user_id, kind.kind, channel))) == When.NOW]


class Outgoing:
    """Messages on their way into the boxes: put together one after the other, sent with the same few queries however many they are."""

    def __init__(self) -> None:
        self._ways = Ways()
        self._waiting: dict[uuid.UUID, tuple[Notice, MessageKind, int | None]] = {}

    def put(
        self,
        *,
        kind: MessageKind,
        to: Iterable[Membership],
        source: Source,
        title: str,
        text: str,
        at: dt.datetime,
        url: str = "",
        lines: list[dict] | None = None,
        region_id: int | None = None,
    ) -> None:
        """One message for each membership.

        A number of a person that came into the words is masked here: it never leaves the page that asks for the right.
        """
        title, text = mask.in_text(title)[:160], mask.in_text(text)[:400]
        for membership in {membership.pk: membership for membership in to}.values():
            notice = Notice(membership=membership, kind=kind.kind, title=title, text=text, lines=lines or [], url=url, created_at=at, **vars(source))
            self._waiting[notice.uid] = (notice, kind, region_id)

    def clear(self) -> None:
        """Without what waits; how people want to be told stays known."""
        self._waiting = {}

    def send(self) -> int:
        """Into the boxes and, by each way its owner wants at once, one delivery each; returns how many messages are new."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return 0
        Notice.objects.bulk_create([notice for notice, *_ in waiting.values()], ignore_conflicts=True, batch_size=500)
        # What was told before, or by another at the same time, the database did not take: only rows that are there go out.
        kept = list(Notice.objects.filter(uid__in=waiting).select_related("membership__user").order_by("pk"))
        self._ways.read({notice.membership.user_id for notice in kept})
        told = ((notice, *waiting[notice.uid][1:]) for notice in kept)
        deliveries = [_delivery(notice, way, region) for notice, kind, region in told for way in self._ways.at_once(notice.membership.user_id, kind)]
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=500)
        return len(kept)


def notify(**message: Any) -> int:
    """One message of ``Outgoing.put``, sent by itself; returns how many boxes it is new in."""
    outgoing = Outgoing()
    outgoing.put(**message)
    return outgoing.send()


def when(kind: MessageKind, channel: str, chosen: str | None) -> str:
    """The person's choice, unless the kind may not be silenced there."""
    if chosen is None or (chosen == When.NEVER and not kind.may_be_silenced(channel)):
        return kind.usual(channel)
    return chosen


def _delivery(notice: Notice, contact: Contact, region_id: int | None) -> Delivery:
    words = _letter(notice) if contact.channel == ChannelKey.EMAIL else _short(notice)
    return Delivery(
        notice=notice,
        channel=contact.channel,
        kind=notice.kind,
        address=contact.address,
        to_name=notice.membership.user.name,
        region_id=region_id or notice.membership.region_id,
        subject=notice.title,
        text=words,
        next_at=notice.created_at,
        created_at=notice.created_at,
    )


def _letter(notice: Notice) -> str:
    lines = [f"· {line['title']}（{line['note']}）" for line in notice.lines[:LINES_OF_A_LETTER]]
    link = f"登录平台办理：{settings.PORTAL_PUBLIC_URL}{notice.url}" if notice.url and settings.PORTAL_PUBLIC_URL else "请登录平台办理。"
    body = [part for part in (notice.title, notice.text, *lines) if part]
    return "\n".join([*body, "", link, "本邮件由系统发出，请勿回复。"])


def _short(notice: Notice) -> str:
    """What a text message says: the matter and where to look, nothing that a stranger who holds the phone should read."""
    return f"【根治欠薪平台】{notice.title[:100]}。请登录平台查看。"
