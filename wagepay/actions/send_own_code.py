"""Send the code that was asked for, if the number stands on somebody's roster."""

import datetime as dt
import secrets

from django.db import transaction

from portal.audit.log import record
from portal.jobs.queue import enqueue
from portal.lib import crypto
from portal.notices.actions.send_deliveries import CODE
from portal.notices.enums import ChannelKey
from portal.notices.models import Delivery
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from wagepay.models import OwnCode
from wagepay.policies import OWN_CODE_MINUTES
from wagepay.queries.own import Holder, holders_of


def code_index(code: OwnCode, digits: str) -> bytes:
    """The keyed hash of six digits, good for this one request."""
    return crypto.blind("secret", f"own code {code.uid.hex} {digits}")


@transaction.atomic
def send_own_code(*, actor: Actor, uid: str, at: dt.datetime) -> dict[str, int]:
    """Once for each request; a number nobody has gets nothing, and the page goes on saying what it says to all."""
    code = OwnCode.objects.select_for_update().get(uid=uid)
    holders = holders_of(bytes(code.phone_index))
    if code.code_index is not None or not holders:
        return {"sent": 0}
    newest = holders[-1]
    minutes = policy(newest.region_id, OWN_CODE_MINUTES, on=at.date()).value
    digits = f"{secrets.randbelow(10**6):06d}"
    code.code_index, code.expires_at = code_index(code, digits), at + dt.timedelta(minutes=minutes)
    code.save(update_fields=["code_index", "expires_at"])
    record(actor, "wagepay.own_code", region_id=newest.region_id, detail={"channel": ChannelKey.SMS, "masked": str(newest.phone)})
    _deliver(newest, digits, minutes, at)
    return {"sent": 1}


def _deliver(to: Holder, digits: str, minutes: int, at: dt.datetime) -> None:
    delivery = Delivery.objects.create(
        channel=ChannelKey.SMS,
        kind=CODE,
        address=to.phone.plain(),
        to_name="工友",
        region_id=to.region_id,
        subject="工友查询验证码",
        text=f"【根治欠薪平台】验证码 {digits}，{minutes} 分钟内有效，用来看您自己的考勤和工资。不是您本人操作的不用理会，不要告诉别人。",
        next_at=at,
        created_at=at,
    )
    enqueue("notices.send", key=f"code:{delivery.uid}", payload={}, actor=None)
