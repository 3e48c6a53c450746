"""The code came back: open the worker's own pages for a short time."""

import datetime as dt
import hmac
import secrets
from dataclasses import dataclass, field

from django.db import transaction

from portal.audit.log import record
from portal.tenancy.actors import own_actor
from portal.tenancy.models import Region
from portal.tenancy.policies import policy
from wagepay.actions.send_own_code import code_index
from wagepay.models import OwnCode, OwnVisit
from wagepay.own_actor import key_index
from wagepay.policies import OWN_VISIT_MINUTES
from wagepay.queries.own import Holder, holders_of

MOST_TRIES = 5
WRONG = "验证码不对，或者已经过期。请看清楚再填，或重新要一个。"
WHOSE = "这个手机号登记了几位工友，请填您身份证的后四位。"
WHERE = "您在几个县区干过活，请选要看哪里的。"


@dataclass(frozen=True)
class Opened:
    """A visit with the key for the browser; else why not, and what the form asks for besides."""

    visit: OwnVisit | None = None
    key: str = ""
    reason: str = ""
    asks_last4: bool = False
    regions: list[Region] = field(default_factory=list)


@transaction.atomic
def open_own_visit(*, uid: str, digits: str, at: dt.datetime, last4: str = "", region_id: int | None = None) -> Opened:
    """A wrong try is counted even though it opens nothing; a right code is good once. Returned, not raised, so that the count stays."""
    code = OwnCode.objects.select_for_update().filter(uid=uid).first()
    if not _is_right(code, digits, at):
        return Opened(reason=WRONG)
    found = holders_of(bytes(code.phone_index))
    if len({holder.person for holder in found}) > 1:
        found = [holder for holder in found if holder.id_number.plain()[-4:] == last4.strip().upper()]
        if not found:
            return Opened(reason=WHOSE, asks_last4=True)
    if len(found) > 1:
        chosen = [holder for holder in found if holder.region_id == region_id]
        if not chosen:
            regions = list(Region.objects.filter(pk__in=[holder.region_id for holder in found]).order_by("code"))
            return Opened(reason=WHERE, asks_last4=bool(last4), regions=regions)
        found = chosen
    return _open(code, found[0], at) if found else Opened(reason=WRONG)


def _is_right(code: OwnCode | None, digits: str, at: dt.datetime) -> bool:
    """Each look costs a try, whether the number is known or not; the comparison takes the same time for any digits."""
    if code is None or code.used_at is not None or code.tries >= MOST_TRIES:
        return False
    code.tries += 1
    code.save(update_fields=["tries"])
    kept = bytes(code.code_index) if code.code_index is not None else secrets.token_bytes(16)
    is_same = hmac.compare_digest(code_index(code, digits.strip()), kept)
    return is_same and code.expires_at is not None and at <= code.expires_at


def _open(code: OwnCode, holder: Holder, at: dt.datetime) -> Opened:
    minutes = policy(holder.region_id, OWN_VISIT_MINUTES, on=at.date()).value
    key = secrets.token_urlsafe(32)
    code.used_at = at
    code.save(update_fields=["used_at"])
    visit = OwnVisit.objects.create(
        key_index=key_index(key), region_id=holder.region_id, person=holder.person, started_at=at, ends_at=at + dt.timedelta(minutes=minutes)
    )
    record(own_actor(holder.region_id, holder.person), "wagepay.own_visit", visit, detail={"masked": str(holder.id_number)})
    return Opened(visit, key)
