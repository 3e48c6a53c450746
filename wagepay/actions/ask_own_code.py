"""A worker asks for a code to his phone."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from portal.jobs.queue import enqueue
from portal.lib import crypto
from portal.lib.errors import Refused
from wagepay.models import OwnCode
from wagepay.queries.own import asked_since

PAUSE = dt.timedelta(seconds=60)
DAY = dt.timedelta(days=1)
MOST_A_DAY = 5
# A whole site may stand behind one address.
SPAN = dt.timedelta(minutes=10)
MOST_BY_ADDRESS = 40


@transaction.atomic
def ask_own_code(*, phone: str, address: str, at: dt.datetime) -> UUID:
    """The same row and the same job for every number, known or not: neither words nor time tell which it is.

    Whether somebody has the number is looked up by the job, after the answer was given.
    """
    code = OwnCode(phone_index=crypto.blind("phone", phone), address_index=crypto.blind("secret", f"own address {address}"), asked_at=at)
    if asked_since(code, field="address_index", since=at - SPAN) >= MOST_BY_ADDRESS:
        raise Refused("这个网络刚才要了太多验证码，过一会儿再试。", "too_many")
    if asked_since(code, field="phone_index", since=at - PAUSE):
        raise Refused("刚发过验证码，等一分钟再要。", "too_soon")
    if asked_since(code, field="phone_index", since=at - DAY) >= MOST_A_DAY:
        raise Refused(f"这个号码一天最多要 {MOST_A_DAY} 次验证码，请明天再试，或者打电话问。", "too_many")
    code.save(force_insert=True)
    enqueue("wagepay.own_code", key=str(code.uid), payload={"code": str(code.uid)}, actor=None)
    return code.uid
