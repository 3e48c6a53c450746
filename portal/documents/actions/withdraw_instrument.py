"""Withdraw an instrument."""

import datetime as dt

from django.db import transaction

from portal.documents.actions.next_number import void_number
from portal.documents.models import Instrument
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def withdraw_instrument(*, actor: Actor, instrument: Instrument, reason: str, at: dt.datetime) -> Instrument:
    """Withdraw with a reason. A number once given stays, marked void: it is never used again."""
    if len(reason.strip()) < 5:
        raise Refused("请写明撤回原因（至少 5 个字），撤回的文号会保留并注明作废。", "no_reason")
    with transaction.atomic():
        withdrawn = move(instrument, "withdraw", actor=actor, at=at, note=reason, withdrawn_reason=reason.strip()[:200])
        if withdrawn.number:
            void_number(withdrawn.organ, withdrawn.number, reason.strip())
    return withdrawn
