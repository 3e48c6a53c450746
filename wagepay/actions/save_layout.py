"""Keep how a bank wants its file."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.enums import Role
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.enums import FailureReason
from wagepay.models import BankLayout


def save_layout(*, actor: Actor, layout: BankLayout, at: dt.datetime, **values: Any) -> BankLayout:
    """A new form or a changed one; batches made before keep the file they were made with."""
    require(actor, "wagepay.layouts")
    for name, value in values.items():
        setattr(layout, name, value)
    if actor.role == Role.BANK and layout.bank_id != actor.enterprise_id:
        raise Refused("只能维护本行的格式。", "not_yours")
    if layout.pk is None:
        layout.organisation_id = actor.organisation_id
    layout.changed_by, layout.changed_at = actor.name, at
    with transaction.atomic():
        layout.full_clean()
        layout.save()
        record(
            actor, "wagepay.layout", layout, region_id=actor.region_id, detail={"bank": layout.bank.name, "name": layout.name, "columns": len(layout.columns)}
        )
    return layout


def reasons_of(text: str) -> dict[str, str]:
    """“银行代码或说法 = 原因” a line, the reason in the portal's own words."""
    labels = {str(label): code for code, label in FailureReason.choices}
    found = {}
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        word, sign, label = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not sign or not word or label not in labels:
            raise Refused(f"第 {number} 行要写成“银行代码 = 原因”，原因从这些里选：{'、'.join(labels)}。", "layout")
        found[word[:40]] = labels[label]
    return found


def reasons_text(reasons: dict[str, str]) -> str:
    return "\n".join(f"{word} = {FailureReason(code).label}" for word, code in reasons.items())
