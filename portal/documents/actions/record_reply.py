"""Record the addressee's answer."""

import datetime as dt

from portal.accounts.enums import ENTERPRISE
from portal.documents.models import Instrument, StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def record_reply(*, actor: Actor, instrument: Instrument, replied_on: dt.date, text: str, at: dt.datetime, attachment: StoredFile | None = None) -> Instrument:
    """The answer in words, with its document if there is one; an enterprise answers only what was served on it."""
    if actor.role in ENTERPRISE and instrument.addressee_id != actor.enterprise_id:
        raise Refused("这份文书不是发给本单位的。", "not_addressee")
    if instrument.served_on and replied_on < instrument.served_on:
        raise Refused(f"回复日期不能早于送达日期 {instrument.served_on}。", "too_early")
    if replied_on > at.date():
        raise Refused("回复日期不能晚于今天。", "future")
    if not text.strip() and attachment is None:
        raise Refused("请写明回复内容，或上传书面回复。", "empty")
    late = bool(instrument.reply_due_on and replied_on > instrument.reply_due_on)
    changes = {"replied_on": replied_on, "reply_text": text.strip(), "reply_file": attachment}
    return move(instrument, "reply", actor=actor, at=at, detail={"late": late, "replied_on": replied_on.isoformat()}, **changes)
