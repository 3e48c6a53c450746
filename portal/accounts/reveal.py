"""Showing a whole number to a person: one value, with a reason, written down before it is shown."""

import datetime as dt

from django.db import models

from portal.accounts.freezes import refuse_frozen
from portal.accounts.models import User
from portal.accounts.policies import policy_of
from portal.accounts.rights import require
from portal.audit.log import record
from portal.audit.models import Entry
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.mask import Masked
from portal.tenancy.scope import Actor

VERB = "accounts.reveal"
LEAST_REASON = 5


def reveal(obj: models.Model, field: str, *, actor: Actor, right: str, reason: str, at: dt.datetime) -> str:
    """The plain number of one field of one row. The entry stands in the same transaction: without it nothing is shown.

    ``right`` is the room's verb. How many numbers a person may see within an hour is the tenant's figure.
    """
    require(actor, right)
    refuse_frozen(actor.region_id, getattr(obj, "region_id", None))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(f"请写明为什么要看完整号码，不少于 {LEAST_REASON} 个字。", "reason")
    value = getattr(obj, field)
    if not isinstance(value, Masked):
        raise Refused("这一项没有登记。", "empty")
    _check_rate(actor, at)
    label = str(obj._meta.get_field(field).verbose_name)
    record(actor, VERB, obj, detail={"field": label, "masked": str(value), "reason": reason.strip()})
    return value.plain()


def _check_rate(actor: Actor, at: dt.datetime) -> None:
    """The person's row is locked while the count is read, so that two windows do not both take the last number."""
    person = User.objects.select_for_update(of=("self",)).filter(pk=actor.user_id).first() or User()
    most = policy_of(person, on=at.astimezone(clock.SHANGHAI).date()).reveals_an_hour
    lately = Entry.objects.filter(verb=VERB, actor_uid=actor.uid, at__gte=at - dt.timedelta(hours=1)).count()
    if lately >= most:
        raise Refused(f"一小时内已查看 {lately} 个完整号码，请过一会儿再看；成批需要的请走导出审批。", "too_many")
