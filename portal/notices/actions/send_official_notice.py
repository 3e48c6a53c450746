"""Send a notice to many, and remind those who have not read it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from portal.accounts.models import Membership
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib import mask
from portal.lib.errors import Refused
from portal.notices.actions.notify import Source, notify
from portal.notices.kinds import kind_of
from portal.notices.models import Notice, OfficialNotice
from portal.tenancy.scope import Actor

OFFICIAL_NOTICE, REMINDER = "notices.official_notice", "notices.official_notice_reminder"
PAUSE = dt.timedelta(hours=1)
EXCERPT = 120


@dataclass(frozen=True)
class Words:
    """What is sent: all of it is shown to every recipient."""

    title: str
    text: str
    needs_receipt: bool = False
    receipt_by: dt.date | None = None


@transaction.atomic
def send_official_notice(
    *, actor: Actor, words: Words, to: Iterable[Membership], audience: str, at: dt.datetime, attachment: StoredFile | None = None
) -> OfficialNotice:
    """Write the official notice and every recipient's message in one transaction: it goes to all of them or to none."""
    require(actor, "notices.send_official_notice")
    recipients = list(to)
    if not recipients:
        raise Refused("所选范围内没有人有平台账号，请换一个范围。", "nobody")
    if words.receipt_by and words.receipt_by < at.date():
        raise Refused("签收期限不能早于今天。", "past")
    if any(mask.in_text(part) != part for part in (words.title, words.text)):
        raise Refused("通知里不能写个人的手机号、身份证号或卡号，请删去后再发。", "number")
    official_notice = OfficialNotice(
        region_id=actor.region_id,
        **vars(words),
        audience=audience[:400],
        attachment=attachment,
        attachment_name=attachment.name if attachment else "",
        sender_name=actor.organisation_name,
        sent_by=actor.name,
        sent_at=at,
        recipients=len(recipients),
    )
    official_notice.full_clean()
    official_notice.save(force_insert=True)
    record(actor, "notices.send_official_notice", official_notice, detail={"recipients": len(recipients), "audience": official_notice.audience})
    _tell(official_notice, OFFICIAL_NOTICE, recipients, 0, at)
    return official_notice


@transaction.atomic
def remind_official_notice(official_notice: OfficialNotice, *, actor: Actor, at: dt.datetime) -> int:
    """Another message to everybody who has not read it (or not signed for it, where that is asked); at most one an hour."""
    require(actor, "notices.send_official_notice")
    locked = OfficialNotice.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=official_notice.pk).first()
    if locked is None:
        raise Refused("催阅由发送单位办理。", "not_own")
    last = locked.reminded_at or locked.sent_at
    if at < last + PAUSE:
        raise Refused("一小时内发过，请稍后再催。", "too_soon")
    waiting = silent(locked)
    if not waiting:
        raise Refused("都已签收。" if locked.needs_receipt else "都已阅读。", "all_read")
    locked.reminders, locked.reminded_at = locked.reminders + 1, at
    locked.save(update_fields=["reminders", "reminded_at"])
    record(actor, "notices.remind_official_notice", locked, detail={"round": locked.reminders, "people": len(waiting)})
    _tell(locked, REMINDER, [notice.membership for notice in waiting], locked.reminders, at)
    return len(waiting)


def silent(official_notice: OfficialNotice) -> list[Notice]:
    """The first messages of those still to be reminded, who are in office."""
    rows = Notice.objects.of_official_notice(official_notice.reading_key).filter(membership__user__is_active=True).select_related("membership__user")
    return list(rows.filter(confirmed_at__isnull=True) if official_notice.needs_receipt else rows.unread())


def _tell(official_notice: OfficialNotice, kind: str, to: list[Membership], number: int, at: dt.datetime) -> None:
    due = f"，请于 {official_notice.receipt_by} 前签收" if official_notice.receipt_by else "，请签收" if official_notice.needs_receipt else ""
    title = f"请阅：{official_notice.title}" if number else official_notice.title
    text = f"{official_notice.sender_name}发送{due}。{' '.join(official_notice.text.split())[:EXCERPT]}"
    source = Source(official_notice_key=official_notice.reading_key, round=number)
    notify(
        kind=kind_of(kind),
        to=to,
        source=source,
        title=title,
        text=text,
        url=reverse("official_notice_read", args=[official_notice.reading_key]),
        at=at,
        region_id=official_notice.region_id,
    )
