"""The administrator sets a figure of his own level after seeing what it will change."""

import datetime as dt
import json
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.lib.errors import Refused
from portal.tenancy.actions.set_policy import set_policy
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.scope import Actor


def basis_of(region: Region, key: str) -> str:
    """A mark of everything one's own level has set so far: the preview was made on it."""
    rows = PolicyRow.objects.filter(region=region, key=key).order_by("valid_from").values_list("pk", "value", "valid_from", "valid_to")
    return json.dumps([[pk, value, str(first), str(last)] for pk, value, first, last in rows], ensure_ascii=False)


def change_policy(
    *, actor: Actor, region: Region, key: str, value: Any, source: str, certainty: str, valid_from: dt.date, reason: str, basis: str, at: dt.datetime
) -> PolicyRow:
    """Refused when somebody else has set the figure since the preview."""
    require(actor, "policy.edit")
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        if basis != basis_of(region, key):
            raise Refused("这个参数在您预览之后又被修改过，请看过现在的值再改。", "changed")
        return set_policy(
            actor=actor, region=region, key=key, value=value, valid_from=valid_from, source=source, certainty=certainty, reason=reason, at=at
        )  # fmt: skip
