"""Set one figure of a tenant from a day on, with the document it comes from."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.enums import Certainty
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import PolicyKey, declared
from portal.tenancy.policy_values import stored
from portal.tenancy.scope import Actor


def set_policy(
    *,
    actor: Actor,
    region: Region,
    key: str,
    value: Any,
    valid_from: dt.date,
    source: str,
    certainty: str = Certainty.TEXT,
    reason: str = "",
    at: dt.datetime,
) -> PolicyRow:
    """The value in force from the day; the earlier one ends there and stays readable. Setting the same again changes nothing.

    Every figure names its source: without one it is refused. A level writes its own layer alone; the national one is code.
    """
    if not source.strip():
        raise Refused("请写明依据文件（文号或“领导小组会议纪要”等）。", "source")
    check_own(actor, region)
    new = stored(_settable(key), value)
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        rows = PolicyRow.objects.filter(region=region, key=key)
        row = rows.filter(valid_from=valid_from).first() or PolicyRow(region=region, key=key, valid_from=valid_from)
        before = row.value if row.pk else None
        if row.pk and (row.value, row.source, row.certainty) == (new, source, certainty):
            return row
        row.value, row.source, row.certainty, row.reason, row.recorded_by = new, source, certainty, reason, actor.name
        following = rows.filter(valid_from__gt=valid_from).order_by("valid_from").first()
        row.valid_to = following.valid_from if following else None
        row.full_clean()
        row.save()
        rows.filter(valid_from__lt=valid_from).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
        record(actor, "tenancy.set_policy", row, detail={"key": key, "before": before, "after": new, "source": source, "reason": reason, "at": at.isoformat()})
    return row


def check_own(actor: Actor, region: Region) -> None:
    """Who sits at a node sets that node's figures, not those above it and not those below."""
    if actor.role != SYSTEM_ROLE and region.pk not in actor.scope.write_regions:
        raise Refused(f"只能设置本级的政策参数，“{region.name}”的由该级管理员设置。", "not_own")


def _known(key: str) -> PolicyKey:
    try:
        return declared()[key]
    except KeyError:
        raise Refused(f"没有政策参数“{key}”。", "no_policy") from None


def _settable(key: str) -> PolicyKey:
    known = _known(key)
    if known.fixed:
        raise Refused(f"“{known.label}”由国家规定（{known.source}），不能在租户修改。", "policy_fixed")
    return known
