"""Let answers that did not come lapse."""

import datetime as dt

from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def mark_overdue(*, actor: Actor, at: dt.datetime) -> int:
    """Every served instrument whose answer was due before today becomes overdue; a repeat changes nothing."""
    late = list(Instrument.objects.visible_to(actor).overdue_on(at.date()))
    for instrument in late:
        move(instrument, "lapse", actor=actor, at=at, detail={"due_on": instrument.reply_due_on.isoformat()})
    return len(late)
