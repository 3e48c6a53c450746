"""Accept, refuse, pass on or answer a lead."""

import datetime as dt

from django.db import transaction

from cases.actions.open_case import check_matter, join_case, open_case
from cases.enums import CaseTrack
from cases.models import Case, Lead
from earlywarning.actions.keep_clock import clear_item, mark_stage
from earlywarning.enums import ClearanceKind
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


@transaction.atomic
def accept_lead(lead: Lead, *, actor: Actor, at: dt.datetime, note: str = "", case: Case | None = None, track: CaseTrack = CaseTrack.COORDINATED) -> Case:
    """Accept the lead; the day of acceptance opens the case (监察条例实施规定18), or joins an open one of the same matter."""
    if case is not None:
        check_matter(case, lead)
    lead = move(lead, "accept", actor=actor, at=at, note=note, decided_on=at.date())
    if case is None:
        case = open_case(actor=actor, lead=lead, track=track, at=at)
    join_case(actor=actor, lead=lead, case=case, at=at)
    mark_stage(actor=actor, kind=ClearanceKind.LEAD, subject_uid=lead.uid, stage="办案中")
    return case


def reject_lead(lead: Lead, *, actor: Actor, at: dt.datetime, reason: str) -> Lead:
    """Refuse in writing with the reason; the sender reads it on his progress page."""
    return _end(lead, "reject", actor, at, reason, "不予受理要写明理由，反映人会看到。", decided_on=at.date())


def transfer_lead(lead: Lead, *, actor: Actor, at: dt.datetime, reason: str) -> Lead:
    """Pass on what another body must deal with and tell the sender (条例10)."""
    return _end(lead, "transfer", actor, at, reason, "转送要写明转给哪个单位、依据什么，反映人会看到。", decided_on=at.date())


def answer_lead(lead: Lead, *, actor: Actor, at: dt.datetime, reply: str) -> Lead:
    """Tell the sender the result (条例10); with the answer the lead leaves the three-day clock."""
    return _end(lead, "answer", actor, at, reply, "请写明答复内容。", replied_on=at.date())


@transaction.atomic
def _end(lead: Lead, verb: str, actor: Actor, at: dt.datetime, text: str, missing: str, **changes) -> Lead:
    if not text.strip():
        raise Refused(missing, "no_reason")
    lead = move(lead, verb, actor=actor, at=at, note=text.strip(), reply=text.strip(), **changes)
    clear_item(actor=actor, kind=ClearanceKind.LEAD, subject_uid=lead.uid, on=at.date())
    return lead
