"""The desk of a leader: the cases he leads, what he ordered and what was done since. Nothing else of the portal is his."""

import datetime as dt
from dataclasses import dataclass

from cases.enums import NoteKind
from cases.models import Case, CaseNote
from portal.dashboard.desk import Running, running
from portal.tenancy.scope import Actor

MOST = 20


@dataclass(frozen=True)
class LeaderDesk:
    """Open cases by their last day, cases closed and not paid, the latest notes of all of them."""

    cases: list[Running]
    unpaid: list[Case]
    notes: list[CaseNote]
    instructions: int


def leader_desk(actor: Actor, on: dt.date) -> LeaderDesk:
    """Four queries; the scope of a leader is his cases."""
    own = Case.objects.visible_to(actor)
    notes = CaseNote.objects.visible_to(actor).filter(case__in=own).select_related("case")
    return LeaderDesk(
        cases=running(actor, on, MOST),
        unpaid=list(own.in_arrears().exclude(state="open").select_related("project", "employer")[:MOST]),
        notes=list(notes.order_by("-created_at")[:10]),
        instructions=notes.filter(kind=NoteKind.INSTRUCTION).count(),
    )
