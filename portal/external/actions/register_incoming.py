"""Enter a paper that came from an authority outside the portal."""

import datetime as dt
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.next_number import next_number
from portal.documents.actions.receive_file import receive_file
from portal.external.actions.ask_external import enrol_external
from portal.external.enums import IncomingState
from portal.external.models import IncomingPaper
from portal.external.subjects import Subject
from portal.lib.errors import Refused
from portal.lib.text import sentence, tidy
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor

PAPER = "incoming_paper"
PREFIX = "收文"


@dataclass(frozen=True)
class Received:
    """What stands on the paper, when it came, and who is to deal with it."""

    authority: str
    place: Region
    title: str
    written_on: dt.date
    received_on: dt.date
    their_number: str = ""
    gist: str = ""
    due_on: dt.date | None = None
    handler: str = ""


@transaction.atomic
def register_incoming(
    *,
    actor: Actor,
    region: Region,
    received: Received,
    at: dt.datetime,
    subject: Subject | None = None,
    upload: BinaryIO | None = None,
    upload_name: str = "",
) -> IncomingPaper:
    """It gets the next number of one's own organ; the same paper of the same sender is entered once."""
    require(actor, "external.record")
    if region.pk not in actor.scope.write_regions:
        raise Refused("只能登记本级收到的来文。", "not_own")
    if actor.organisation_id is None:
        raise Refused("来文要登记在收到它的机关名下，当前身份没有所在机关。", "no_organ")
    _check_days(received, at.date())
    sender, their_number = enrol_external(actor=actor, name=received.authority, place=received.place), sentence(received.their_number)
    _check_new(actor, region, sender, their_number)
    organ = Organisation.objects.get(pk=actor.organisation_id)
    scan = receive_file(actor=actor, upload=upload, name=upload_name, kind=PAPER, region_id=region.pk, at=at) if upload else None
    paper = IncomingPaper(
        region=region,
        organ=organ,
        number=next_number(organ, PREFIX, received.received_on, title=sentence(received.title), region_id=region.pk),
        organisation=sender,
        their_number=their_number,
        title=sentence(received.title),
        gist=received.gist.strip(),
        written_on=received.written_on,
        received_on=received.received_on,
        due_on=received.due_on,
        handler=tidy(received.handler),
        subject_type=subject.label if subject else "",
        subject_uid=subject.uid if subject else "",
        subject_name=subject.name[:200] if subject else "",
        project_id=subject.project_id if subject else None,
        scan=scan,
        recorded_by=actor.name,
        recorded_at=at,
    )
    paper.full_clean()
    paper.save()
    detail = {"organisation": sender.name, "number": paper.number, "due_on": paper.due_on and paper.due_on.isoformat(), "subject": paper.subject_name}
    record(actor, "external.receive", paper, detail=detail)
    return paper


def _check_days(received: Received, today: dt.date) -> None:
    if received.received_on > today:
        raise Refused("收到日期不能晚于今天。", "future")
    if received.written_on > received.received_on:
        raise Refused("成文日期不能晚于收到日期。", "written_later")
    if received.due_on and received.due_on < received.received_on:
        raise Refused("答复期限不能早于收到日期。", "due_before")


def _check_new(actor: Actor, region: Region, sender: Organisation, their_number: str) -> None:
    """The sender's place is locked (``enrol_external``), so of two who enter one paper the second is told."""
    if not their_number:
        return
    known = IncomingPaper.objects.visible_to(actor).filter(region=region, organisation=sender, their_number=their_number)
    found = known.exclude(state=IncomingState.VOID).first()
    if found is not None:
        raise Refused(f"{sender.name}的“{their_number}”已经登记过，收文号 {found.number}。", "known")
