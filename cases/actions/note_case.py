"""Write down what was done about a case."""

import datetime as dt

from django.db import transaction

from cases.actions.locked import locked_case
from cases.actions.post_case import post_case
from cases.enums import NoteKind
from cases.models import Case, CaseNote
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.storing import insert


@transaction.atomic
def note_case(
    case: Case, *, actor: Actor, kind: NoteKind, on: dt.date, text: str, at: dt.datetime, promised_on: dt.date | None = None, is_told: bool = False
) -> CaseNote:
    """One call, visit or promise with its day; ``is_told`` shows it to the senders, so it must name nobody else."""
    require(actor, "cases.work")
    case = locked_case(case)
    if not text.strip():
        raise Refused("请写明情况。", "no_reason")
    if on > at.date():
        raise Refused("日期不能晚于今天。", "future")
    if kind == NoteKind.PROMISE and promised_on is None:
        raise Refused("单位承诺要写明哪天付清。", "no_term")
    if promised_on is not None and promised_on < on:
        raise Refused("承诺付清的日期不能早于记录日期。", "bad_date")
    note = CaseNote(
        region_id=case.region_id, case=case, kind=kind, on=on, text=text.strip(), promised_on=promised_on, is_told=is_told, by=actor.name, created_at=at
    )
    insert(note)
    detail = {"kind": str(kind), "on": on.isoformat(), "text": text.strip(), "promised_on": promised_on.isoformat() if promised_on else None, "told": is_told}
    record(actor, "cases.note", case, detail=detail)
    post_case(actor=actor, case=case, on=at.date())
    return note
