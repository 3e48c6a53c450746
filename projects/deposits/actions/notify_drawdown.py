"""支付通知书送达: from the day the institution has it run its five working days (D08)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.documents.models import Instrument
from portal.documents.models.instrument import SENT
from portal.lib.deadlines import due
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.deposits.keeping import keeping
from projects.deposits.papers import DRAWDOWN, PAYMENT_NOTICE
from projects.models import DepositDrawdown


def notify_drawdown(
    *, actor: Actor, drawdown: DepositDrawdown, on: dt.date, at: dt.datetime, number: str = "", served_on: dt.date | None = None
) -> DepositDrawdown:
    """The notice served through the portal, or one of a keeper outside it by its number and day."""
    require(actor, "projects.keep_deposit")
    with transaction.atomic(), keeping(actor, drawdown.project, on) as keeper:
        if number and served_on:
            day = served_on
        else:
            number, day = _served(keeper, drawdown)
        if day > on:
            raise Refused("送达日期不能晚于今天。", "future")
        if day <= drawdown.comply_by:
            raise Refused(f"决定书的清偿期限到 {drawdown.comply_by}，支付通知书只能在期满以后送达。", "gate")
        if drawdown.deposit.expires_on is not None and drawdown.deposit.expires_on < day:
            raise Refused(f"保函 {drawdown.deposit.expires_on} 已过期，通知书送达时不再有效。", "expired")
        pay_by = due("D08", day, work_calendar()).due_on
        return move(
            drawdown, "notify", actor=keeper, at=at, detail={"number": number, "on": day.isoformat(), "due_on": pay_by.isoformat()},
            notice_number=number, notified_on=day, pay_by=pay_by,
        )  # fmt: skip


def _served(actor: Actor, drawdown: DepositDrawdown) -> tuple[str, dt.date]:
    notice = Instrument.objects.visible_to(actor).about(DRAWDOWN, drawdown.uid).filter(kind=PAYMENT_NOTICE, state__in=SENT).order_by("-id").first()
    if notice is None:
        raise Refused("支付通知书还没有签发送达；由平台外机关出具的，填写文号和送达日期。", "no_notice")
    return notice.number, notice.effective_on or notice.served_on
