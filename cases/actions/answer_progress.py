"""The sender says on his progress page what he received."""

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO

from django.db import transaction

from cases.actions.attach_files import attach_files
from cases.enums import AnswerKind, LeadState
from cases.models import Lead, WorkerAnswer
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.storing import insert

MOST_A_DAY = 20


@transaction.atomic
def answer_progress(*, actor: Actor, lead: Lead, kind: AnswerKind, at: dt.datetime, note: str = "", pictures: Sequence[BinaryIO] = ()) -> WorkerAnswer:
    """Evidence, never overwritten; the same word again right after the last one is not kept twice."""
    if lead.state in (LeadState.REJECTED, LeadState.TRANSFERRED) and kind != AnswerKind.MORE:
        raise Refused("这件事不在这里办理，请看页面上的答复。", "ended")
    answers = WorkerAnswer.objects.visible_to(actor).filter(lead=lead)
    last = answers.exclude(kind=AnswerKind.MORE).first()
    if kind != AnswerKind.MORE and not note and last is not None and last.kind == kind:
        return last
    if answers.filter(at__gte=at - dt.timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused("今天补充的已经很多了，请明天再来，或打电话说。", "too_many")
    answer = WorkerAnswer(region_id=lead.region_id, lead=lead, intake_key=lead.intake_key, kind=kind, note=note.strip(), at=at)
    insert(answer)
    if pictures:
        attach_files(actor=actor, lead=lead, uploads=pictures, at=at)
    record(actor, "cases.answer_progress", lead, detail={"kind": str(kind), "pictures": len(pictures)})
    payload = {"lead": str(lead.uid), "kind": str(kind), "about": lead.progress.get("about", "")}
    outbox.post("cases.lead.answered_by_worker", str(answer.uid), payload, lead.region_id)
    return answer
