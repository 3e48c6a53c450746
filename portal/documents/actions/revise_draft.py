"""Change the text of a draft."""

import datetime as dt
from typing import Any

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.keep_version import KEPT as EDITABLE
from portal.documents.actions.keep_version import keep_version
from portal.documents.actions.locked import locked_instrument
from portal.documents.addressee import Addressed, refuse_own, unit_named
from portal.documents.enums import InstrumentState
from portal.documents.models import Instrument
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def revise_draft(*, actor: Actor, instrument: Instrument, version: int, at: dt.datetime, **changes: Any) -> Instrument:
    """Write the changes if nobody else changed the draft since it was read, and keep them as a version of their own.

    A draft under review or reviewed goes back to drafting. What was issued never changes: it is withdrawn and drafted anew.
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
        locked.addressee, locked.co_addressees = unit_named(locked.addressee_text, locked.addressee), []
        refuse_own(locked.organ, Addressed(locked.addressee, [], locked.addressee_text))
    locked.version += 1
    locked.full_clean()
    locked.save()
    keep_version(locked, actor=actor, changed=sorted(before), at=at)
    record(actor, "documents.instrument.edit", locked, detail={"version": locked.version, "changed": sorted(before)})
    if locked.state != InstrumentState.DRAFTED:
        return move(locked, "revise", actor=actor, at=at, note="修改后重新送审", reviewed_by="", reviewed_at=None)
    return locked
