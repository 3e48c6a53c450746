"""Change the text of a draft."""

import datetime as dt
from typing import Any

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.locked import locked_instrument
from portal.documents.addressee import unit_named
from portal.documents.enums import InstrumentState
from portal.documents.models import Instrument
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move

EDITABLE = ("title", "addressee_text", "cc", "body", "contact", "attachments", "reply_due_on")


def revise_draft(*, actor: Actor, instrument: Instrument, version: int, at: dt.datetime, **changes: Any) -> Instrument:
    """Write the changes if nobody else changed the draft since it was read; a reviewed draft goes back to drafting.

    What was issued never changes: it is withdrawn and drafted anew.
    """
    require(actor, "documents.draft")
    locked = locked_instrument(instrument)
    if not locked.is_editable:
        raise Refused(f"这份文书{locked.get_state_display()}，文字不能再改；确有错误的，撤回后重新拟稿。", "frozen")
    if locked.version != version:
        raise Refused("这份稿子刚被别人改过，请刷新后在最新的稿子上改。", "stale")
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    before = {name: str(getattr(locked, name)) for name, value in changes.items() if getattr(locked, name) != value}
    for name, value in changes.items():
        setattr(locked, name, value)
    if "addressee_text" in before:
        locked.addressee = unit_named(locked.addressee_text, locked.addressee)
    locked.version += 1
    locked.full_clean()
    locked.save()
    record(actor, "documents.instrument.edit", locked, detail={"version": locked.version, "changed": sorted(before)})
    if locked.state == InstrumentState.REVIEWED:
        return move(locked, "revise", actor=actor, at=at, note="修改后重新审核")
    return locked
