"""One line of a warning's history."""

import datetime as dt

from earlywarning.enums import EventKind
from earlywarning.models import EarlyWarning, WarningEvent
from portal.tenancy.scope import Actor


def tell(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, title: str, note: str = "", kind: str = EventKind.MOVED) -> None:
    """Written once, in the transaction of the act."""
    WarningEvent.objects.create(
        region_id=warning.region_id,
        project_id=warning.project_id,
        warning=warning,
        kind=kind,
        at=at,
        by=actor.name,
        title=title[:120],
        note=note.strip(),
        level_after=warning.level,
    )


def locked(warning: EarlyWarning, actor: Actor) -> EarlyWarning:
    """The warning's row of now, held until the act is done."""
    return EarlyWarning.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=warning.pk)
