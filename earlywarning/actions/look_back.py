"""回头看: some weeks after it was cleared a drawn warning is looked at again; what came back is opened again."""

import datetime as dt

from django.db import transaction

from earlywarning.actions.events import tell
from earlywarning.actions.handle import reopen_warning
from earlywarning.enums import LookBackResult, WarningState
from earlywarning.models import LookBack
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


@transaction.atomic
def look_back(found: LookBack, *, actor: Actor, at: dt.datetime, on: dt.date, result: LookBackResult, note: str, file: StoredFile | None = None) -> LookBack:
    """Once. That it held is said on its day or later, that it broke out again any day; then it is opened again with a fresh clock."""
    require(actor, "earlywarning.look_back")
    if not note.strip():
        raise Refused("请写明回头看的情况。", "no_reason")
    found = LookBack.objects.writable_by(actor).select_for_update(of=("self",)).select_related("warning").get(pk=found.pk)
    if found.result:
        raise Refused("这件已经回头看过。", "done")
    if not found.cleared_on < on <= at.date():
        raise Refused("回头看要在销号以后，不能晚于今天。", "dates")
    if result == LookBackResult.HOLDS and on < found.due_on:
        raise Refused(f"回头看 {found.due_on:%Y-%m-%d} 到期，到期以后才能写“没有反弹”；又出现问题的随时可以登记。", "too_early")
    found.result, found.done_on, found.note, found.by, found.file = result, on, note.strip(), actor.name, file
    found.save(update_fields=["result", "done_on", "note", "by", "file"])
    tell(found.warning, actor=actor, at=at, title=f"回头看：{LookBackResult(result).label}", note=note)
    record(actor, "earlywarning.look_back", found.warning, detail={"result": str(result), "note": note.strip()})
    if result == LookBackResult.BROKEN and found.warning.state in (WarningState.CLEARED, WarningState.FALSE_ALARM):
        reopen_warning(found.warning, actor=actor, at=at, reason=f"回头看发现又出现问题：{note.strip()}")
    return found
