"""Sign an instrument: review, number, final PDF, and the request for its seal."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from portal.documents.actions.locked import locked_instrument
from portal.documents.actions.next_number import next_number
from portal.documents.actions.review_instrument import review_instrument
from portal.documents.actions.seal_instrument import first_seal
from portal.documents.actions.store_file import store_file
from portal.documents.enums import InstrumentState, Layout
from portal.documents.layout import instrument_pdf
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import OrganisationName
from portal.tenancy.scope import Actor
from portal.workflow.door import move, why_not


def issue_instrument(*, actor: Actor, instrument: Instrument, at: dt.datetime) -> Instrument:
    """Review if that is still open, then number, print and freeze the document in one transaction.

    The hash of the PDF stands in the file's row and in the audit entry; a number whose print fails is not used up. A seal
    service is asked afterwards, by a job: its failure leaves the paper issued and unsealed, and the page says so.
    """
    with transaction.atomic():
        if instrument.state in (InstrumentState.DRAFTED, InstrumentState.SUBMITTED):
            instrument = review_instrument(actor=actor, instrument=instrument, at=at)
        instrument = locked_instrument(instrument)
        _check(instrument, actor, at.date())
        title = "".join(instrument.title.split("\n"))
        number = next_number(instrument.organ, instrument.organ.document_prefix(instrument.kind), at.date(), title=title, region_id=instrument.region_id)
        instrument.number, instrument.issued_on = number, at.date()
        stored = store_file(
            actor=actor,
            content=instrument_pdf(instrument),
            name=f"{number} {title}.pdf",
            kind="instrument",
            media_type="application/pdf",
            region_id=instrument.region_id,
            at=at,
        )
        return move(
            instrument,
            "issue",
            actor=actor,
            at=at,
            number=number,
            issued_on=at.date(),
            issued_by=actor.name,
            pdf=stored,
            pdf_sha256=stored.sha256,
            **first_seal(instrument, actor=actor, at=at),
            detail={"number": number, "sha256": stored.sha256},
        )


def _check(instrument: Instrument, actor: Actor, on: dt.date) -> None:
    step = next(m for m in instrument.moves if m.verb == "issue")
    reason = why_not(instrument, step, actor)
    if reason:
        raise Refused(reason, "wrong_state")
    if instrument.reply_due_on and instrument.reply_due_on <= on:
        raise Refused(f"回复期限 {instrument.reply_due_on} 不晚于签发日期，请先修改期限和正文中的日期。", "reply_due")
    _check_names(instrument, on)


def _check_names(instrument: Instrument, on: dt.date) -> None:
    """A paper names every unit as it is called on its day: who got another name since the draft must be called by it, be it beside the old one.

    Asked of the units the paper goes to and comes from, and of those its facts name: a name is no search word, it may be part of another's.
    """
    facts = [value for value in instrument.facts.values() if isinstance(value, str)]
    units = [instrument.organ_id, instrument.addressee_id, *instrument.co_addressees]
    concerned = Q(organisation__in=[pk for pk in units if pk]) | Q(name__in=[*facts, instrument.addressee_text])
    since = OrganisationName.objects.filter(concerned, until__gt=clock.day_of(instrument.drafted_at), until__lte=on)
    is_slip = instrument.spec.layout == Layout.SLIP  # prints its facts; they are the occasion's and change with a new draft alone
    text = "\n".join((instrument.title, instrument.addressee_text, instrument.cc, instrument.body, *(facts if is_slip else ())))
    for former in since.select_related("organisation").order_by("until"):
        now = former.organisation.name_on(on)
        if former.name in text and now not in text:
            way = "请撤回后重新拟稿" if is_slip else "请先修改稿件中的名称"
            raise Refused(f"“{former.name}”已于 {former.until} 更名为“{now}”，{way}。", "renamed")
