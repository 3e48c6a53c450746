"""批示: what the leader in charge orders in his case."""

import datetime as dt

from cases.enums import NoteKind
from cases.models import Case, CaseNote
from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
from projects.actions.storing import insert

LEAST = 4


def instruct(case: Case, *, actor: Actor, text: str, at: dt.datetime) -> CaseNote:
    """Only in a case he leads. The row is the county's, and a city's leader does not write there: the county's scope is opened for this one row."""
    require(actor, "cases.instruct")
    if not Case.objects.visible_to(actor).filter(pk=case.pk).exists():
        raise Refused("只能在自己包的案件上批示。", "not_yours")
    if len(text.strip()) < LEAST:
        raise Refused("请写明批示内容。", "no_reason")
    with acting(system_actor(case.region)):
        note = CaseNote(
            region_id=case.region_id, case=case, kind=NoteKind.INSTRUCTION, on=at.date(), text=text.strip(), is_told=False, by=actor.name, created_at=at
        )
        insert(note)
        entry = record(actor, "cases.instruct", case, detail={"text": text.strip()})
        outbox.post("cases.case.instructed", str(entry.uid), {"number": case.number, "by": actor.name, "text": text.strip()[:80]}, case.region_id)
    return note
