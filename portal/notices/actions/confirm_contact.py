"""The code came back: the address is its owner's."""

import datetime as dt

from django.contrib.auth.hashers import check_password
from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.notices.actions.request_code import VALID
from portal.notices.models import Contact
from portal.tenancy.scope import Actor

MOST_TRIES = 5


def confirm_contact(*, actor: Actor, channel: str, code: str, at: dt.datetime) -> Contact:
    """Put the pending address into force. A wrong code counts even though it is refused; after five a new code is needed."""
    with transaction.atomic():
        contact = Contact.objects.select_for_update().filter(user_id=actor.user_id, channel=channel, pending__isnull=False).first()
        reason = _why_not(contact, code, at)
        if not reason:
            contact.address, contact.pending = contact.pending, None
            contact.code_hash, contact.code_tries, contact.confirmed_at = "", 0, at
            contact.save()
            record(actor, "notices.confirm_contact", contact, region_id=actor.region_id, detail={"channel": channel, "address": str(contact.address)})
    if reason:
        raise Refused(reason, "bad_code")
    return contact


def _why_not(contact: Contact | None, code: str, at: dt.datetime) -> str:
    if contact is None:
        return "没有待确认的地址，请先填写地址获取验证码。"
    if at > contact.code_sent_at + VALID:
        return "验证码已过期，请重新获取。"
    if contact.code_tries >= MOST_TRIES:
        return f"已输错 {MOST_TRIES} 次，请重新获取验证码。"
    if check_password(code.strip(), contact.code_hash):
        return ""
    contact.code_tries += 1
    contact.save(update_fields=["code_tries"])
    left = MOST_TRIES - contact.code_tries
    return f"验证码不对，还可再试 {left} 次。" if left else "验证码不对，请重新获取。"
