"""Set one figure of a tenant from a day on, with the document it comes from."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.models import Q

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.enums import Certainty
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import PolicyKey, declared
from portal.tenancy.scope import Actor


def set_policy(
    *, actor: Actor, region: Region, key: str, value: Any, valid_from: dt.date, source: str, certainty: str = Certainty.TEXT, at: dt.datetime
) -> PolicyRow:
    """The value in force from the day; the earlier one ends there and stays readable. Setting the same again changes nothing.

    Every figure names its source: without one it is refused.
    """
    if not source.strip():
        raise Refused("请写明依据文件（文号或“领导小组会议纪要”等）。", "source")
    stored = _stored(_known(key), value)
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        rows = PolicyRow.objects.filter(region=region, key=key)
        row = rows.filter(valid_from=valid_from).first() or PolicyRow(region=region, key=key, valid_from=valid_from)
        before = row.value if row.pk else None
        if row.pk and (row.value, row.source, row.certainty) == (stored, source, certainty):
            return row
        row.value, row.source, row.certainty, row.recorded_by = stored, source, certainty, actor.name
        following = rows.filter(valid_from__gt=valid_from).order_by("valid_from").first()
        row.valid_to = following.valid_from if following else None
        row.full_clean()
        row.save()
        rows.filter(valid_from__lt=valid_from).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
        record(actor, "tenancy.set_policy", row, detail={"key": key, "before": before, "after": stored, "source": source, "at": at.isoformat()})
    return row


def _known(key: str) -> PolicyKey:
    try:
        return declared()[key]
    except KeyError:
        raise Refused(f"没有政策参数“{key}”。", "no_policy") from None


def _stored(key: PolicyKey, value: Any) -> Any:
    """The JSON form of a value of the key's kind; ``None`` is a question still open."""
    if value is None:
        return None
    if key.kind in (bool, list, dict, str) and isinstance(value, key.kind):
        return value
    try:
        if key.kind is int and not isinstance(value, bool) and Decimal(str(value)) == int(value):
            return int(value)
        if key.kind is Decimal and not isinstance(value, bool) and Decimal(str(value)).is_finite():
            return str(value)
    except (InvalidOperation, ValueError, TypeError):
        pass
    raise Refused(f"“{key.label}”的值“{value}”不对，应为{_WORDS[key.kind]}。", "policy_kind")


_WORDS = {int: "整数", Decimal: "数字", bool: "是或否", str: "文字", list: "列表", dict: "名称和值的表"}
