"""Letters that are due today, for the digest."""

import datetime as dt
from collections.abc import Iterator

from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor


@due_today
def letters(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Answers one owes, and answers one waits for."""
    if not may(actor, "documents.list"):
        return
    rows = Instrument.objects.visible_to(actor).awaiting_reply().filter(reply_due_on__lte=on).order_by("reply_due_on", "pk")
    for row in rows:
        over = row.reply_due_on < on
        yield Due(f"{row.addressee_text}回复{row.spec.title} {row.number}", f"{row.reply_due_on} 到期" if over else "今天到期", row.get_absolute_url(), over)
