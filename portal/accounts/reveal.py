"""Showing a whole number to a person: one value, with a reason, written down before it is shown."""

import datetime as dt

from django.db import models

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.lib.mask import Masked
from portal.tenancy.scope import Actor

VERB = "accounts.reveal"
MOST_AN_HOUR = 60
LEAST_REASON = 4


def reveal(obj: models.Model, field: str, *, actor: Actor, right: str, reason: str, at: dt.datetime) -> str:
    """The plain number of one field of one row. The entry stands in the same transaction: without it nothing is shown.

    ``right`` is the room's verb. A person who asks for more than ``MOST_AN_HOUR`` numbers within an hour is refused.
    """
    require(actor, right)
    refuse_frozen(actor.region_id, getattr(obj, "region_id", None))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(f"请写明为什么要看完整号码，不少于 {LEAST_REASON} 个字。", "no_reason")
    value = getattr(obj, field)
    if not isinstance(value, Masked):
        raise Refused("这一项没有登记。", "empty")
    _check_rate(actor, at)
    label = str(obj._meta.get_field(field).verbose_name)
    record(actor, VERB, obj, detail={"field": label, "masked": str(value), "reason": reason.strip()})
    return value.plain()


def _check_rate(actor: Actor, at: dt.datetime) -> None:
    lately = Entry.objects.filter(verb=VERB, actor_uid=actor.uid, at__gte=at - dt.timedelta(hours=1)).count()
    if lately >= MOST_AN_HOUR:
        raise Refused(f"一小时内已查看 {lately} 个完整号码，请过一会儿再看；成批需要的请走导出审批。", "too_many")
