"""复查: what was ordered is looked at again on its day, and how far it was done."""

import datetime as dt

from django.db import transaction

from earlywarning.actions.events import tell
from earlywarning.enums import CheckResult
from earlywarning.models import Disposal
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


@transaction.atomic
def check_disposal(disposal: Disposal, *, actor: Actor, at: dt.datetime, on: dt.date, result: CheckResult, note: str) -> Disposal:
    """Repeated until it is done; each look stands in the warning's history."""
    require(actor, "earlywarning.dispose")
    if not note.strip():
        raise Refused("请写明复查情况。", "no_reason")
    disposal = Disposal.objects.writable_by(actor).select_for_update(of=("self",)).select_related("warning").get(pk=disposal.pk)
    if disposal.due_on is None:
        raise Refused("这项措施没有整改期限，不用复查。", "no_term")
    if disposal.check_result == CheckResult.DONE:
        raise Refused("复查已经到位。", "done")
    if not disposal.on <= on <= at.date():
        raise Refused("复查日期要在责令之日以后，不能晚于今天。", "dates")
    disposal.checked_on, disposal.check_result, disposal.check_note, disposal.checked_by = on, result, note.strip(), actor.name
    disposal.save(update_fields=["checked_on", "check_result", "check_note", "checked_by"])
    tell(disposal.warning, actor=actor, at=at, title=f"复查：{CheckResult(result).label}", note=note)
    record(actor, "earlywarning.check_disposal", disposal.warning, detail={"result": str(result), "note": note.strip()})
    return disposal
