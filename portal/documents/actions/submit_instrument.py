"""Hand a draft to whoever reviews it, and hand it back."""

import datetime as dt

from portal.documents.models import Instrument
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def submit_instrument(*, actor: Actor, instrument: Instrument, at: dt.datetime) -> Instrument:
    """The draft is ready; what it was sent back for is answered by that."""
    return move(instrument, "submit", actor=actor, at=at, returned_by="", returned_reason="")


def send_back(*, actor: Actor, instrument: Instrument, reason: str, at: dt.datetime) -> Instrument:
    """Back to the drafter with what is to be changed; a review that was passed is void with it."""
    if len(reason.strip()) < 5:
        raise Refused("请写明退回意见（至少 5 个字），拟稿人据此修改。", "no_reason")
    text = reason.strip()[:300]
    return move(instrument, "send_back", actor=actor, at=at, note=text, returned_by=actor.name, returned_reason=text, reviewed_by="", reviewed_at=None)
