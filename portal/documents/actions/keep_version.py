"""Keep what a draft says now, before somebody changes it again."""

import datetime as dt

from portal.documents.models import Instrument, InstrumentVersion
from portal.tenancy.scope import Actor

KEPT = ("title", "addressee_text", "cc", "body", "contact", "attachments", "reply_due_on")


def keep_version(instrument: Instrument, *, actor: Actor, changed: list[str], at: dt.datetime) -> InstrumentVersion:
    """One row for each saving: who wrote it, when, and which parts differ from the one before."""
    version = InstrumentVersion(
        instrument=instrument,
        region_id=instrument.region_id,
        number=instrument.version,
        changed=changed,
        changed_by=actor.name,
        changed_at=at,
        **{name: getattr(instrument, name) for name in KEPT},
    )
    version.save(force_insert=True)
    return version
