"""Give a new address: a code goes there, and nothing else does before the code has come back."""

import datetime as dt
import re
import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal.audit.log import record
from portal.jobs.queue import enqueue
from portal.lib import phone
from portal.lib.errors import Refused
from portal.lib.mask import Contact as Address
from portal.notices.actions.send_deliveries import CODE
from portal.notices.channels import channel_of
from portal.notices.enums import ChannelKey
from portal.notices.models import Contact, Delivery
from portal.tenancy.scope import Actor

VALID = dt.timedelta(minutes=10)
PAUSE = dt.timedelta(seconds=60)
MOST_A_DAY = 5
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}", re.ASCII)


@transaction.atomic
def request_code(*, actor: Actor, channel: str, address: str, at: dt.datetime) -> Contact:
    """Keep the address as pending and send it a code of six digits; the confirmed one stays in force meanwhile."""
    wanted = Address(address)
    _check_address(channel, wanted.plain())
    channel_of(channel)
    contact, _ = Contact.objects.select_for_update().get_or_create(user_id=actor.user_id, channel=channel)
    if contact.address is not None and contact.address == wanted:
        raise Refused("这个地址已经确认过了。", "same")
    _check_rate(contact, at)
    code = f"{secrets.randbelow(10**6):06d}"
    contact.pending, contact.code_hash, contact.code_sent_at, contact.code_tries = wanted, make_password(code), at, 0
    contact.codes_that_day = contact.codes_that_day + 1 if contact.codes_on == at.date() else 1
    contact.codes_on = at.date()
    contact.save()
    record(actor, "notices.request_code", contact, region_id=actor.region_id, detail={"channel": channel, "address": str(wanted)})
    _send(actor, contact, code, at)
    return contact


def _check_address(channel: str, plain: str) -> None:
    if channel == ChannelKey.EMAIL:
        if not _EMAIL.fullmatch(plain):
            raise Refused("邮箱地址写得不对，例如 zhang.san@example.gov.cn。", "bad_address")
        return
    checked = phone.check(plain)
    if not checked.ok:
        raise Refused(checked.reason, "bad_address")


def _check_rate(contact: Contact, at: dt.datetime) -> None:
    if contact.code_sent_at and at < contact.code_sent_at + PAUSE:
        raise Refused("验证码刚发过，一分钟后再试。", "too_soon")
    if contact.codes_on == at.date() and contact.codes_that_day >= MOST_A_DAY:
        raise Refused(f"今天已发过 {MOST_A_DAY} 次验证码，明天再试。", "too_many")


def _send(actor: Actor, contact: Contact, code: str, at: dt.datetime) -> None:
    delivery = Delivery.objects.create(
        channel=contact.channel,
        kind=CODE,
        address=contact.pending,
        to_name=actor.name,
        region_id=actor.region_id,
        subject="根治欠薪平台验证码",
        text=f"【根治欠薪平台】验证码 {code}，10 分钟内有效，用于确认联系方式。不是您本人操作的请不用理会。",
        next_at=at,
        created_at=at,
    )
    enqueue("notices.send", key=f"code:{delivery.uid}", payload={}, actor=None)
