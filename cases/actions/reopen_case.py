"""Work on a closed case again."""

import datetime as dt

from django.db import transaction

from cases.actions.post_case import post_case
from cases.enums import LINGERING, LineState
from cases.models import Case, CaseWorkerLine
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.place_hold import place_hold


@transaction.atomic
def reopen_case(case: Case, *, actor: Actor, at: dt.datetime, reason: str) -> Case:
    """New facts: the procedure is open again, the unpaid lines are simply due; a debt already settled stays so until a line is added."""
    if not reason.strip():
        raise Refused("请写明为什么重新办理。", "no_reason")
    case = move(
        case, "reopen", actor=actor, at=at, note=reason.strip(), closed_on=None, closing_kind="", closing_note="", agreed_until_on=None, closing_file=None
    )
    lines = CaseWorkerLine.objects.visible_to(actor).of(case).filter(state__in=LINGERING)
    lines.filter(paid__gt=0).update(state=LineState.PART_PAID)
    lines.filter(paid=0).update(state=LineState.DUE)
    if case.project_id:
        place_hold(
            actor=actor, project=case.project, kind="open_case", source_type="cases.Case", source_uid=case.uid, reason=f"案件 {case.number} 未销账", at=at
        )
    post_case(actor=actor, case=case, on=at.date())
    return case
