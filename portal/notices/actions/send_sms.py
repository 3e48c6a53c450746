"""Send a text message."""

import datetime as dt

from portal.lib.errors import Refused
from portal.notices.models import SmsMessage, SmsState
from portal.notices.sms import gateway


def send_sms(*, phone: str, text: str, kind: str, at: dt.datetime) -> SmsMessage:
    """Write the message, then hand it over; what the gateway refuses stays as a row with the reason."""
    channel = gateway()
    message = SmsMessage(phone=phone, text=text, kind=kind, adapter=channel.name, created_at=at)
    message.full_clean(exclude=["phone"])
    try:
        channel.send(message.phone.plain(), text)
        message.state, message.sent_at = SmsState.SENT, at
    except Refused as refusal:
        message.state, message.error = SmsState.FAILED, refusal.reason[:200]
    message.save(force_insert=True)
    return message
