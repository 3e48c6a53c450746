"""Put messages into people's boxes and, for those who want it, on their way out of the portal."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

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


def notify(
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
) -> int:
    """One message for each membership and, by each way its owner wants at once, one delivery; returns how many messages are new.

    A number of a person that came into the words is masked here: it never leaves the page that asks for the right.
    """
    recipients = {membership.pk: membership for membership in to}
    known = set(_existing(source, recipients).values_list("membership_id", flat=True))
    fresh = [
        Notice(
            membership=membership,
            kind=kind.kind,
            title=mask.in_text(title)[:160],
            text=mask.in_text(text)[:400],
            lines=lines or [],
            url=url,
            created_at=at,
            **vars(source),
        )
        for membership in recipients.values()
        if membership.pk not in known
    ]
    if not fresh:
        return 0
    Notice.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    # Of two at once the database kept one: only rows that are there go out.
    kept = list(_existing(source, recipients).filter(uid__in=[notice.uid for notice in fresh]).select_related("membership__user"))
    _send_out(kept, kind, region_id)
    return len(kept)


def _existing(source: Source, recipients: dict[int, Membership]):
    return Notice.objects.filter(membership__in=recipients, **{name: value for name, value in vars(source).items() if value is not None})


def _send_out(notices: list[Notice], kind: MessageKind, region_id: int | None) -> None:
    """Three queries however many are told."""
    channels = [key for key in ChannelKey.values if is_offered(key)]
    users = {notice.membership.user_id for notice in notices}
    contacts = {(c.user_id, c.channel): c for c in Contact.objects.filter(user__in=users, channel__in=channels, address__isnull=False)}
    chosen = {(p.user_id, p.channel): p.when for p in Preference.objects.filter(user__in=users, kind=kind.kind)}
    deliveries = [
        _delivery(notice, contact, region_id)
        for notice in notices
        for channel in channels
        if (contact := contacts.get((notice.membership.user_id, channel))) and when(kind, channel, chosen.get((contact.user_id, channel))) == When.NOW
    ]
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=500)


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
