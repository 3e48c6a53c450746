"""The seal of an issued instrument: ask the service, take its answer, ask again, or seal by hand."""

import datetime as dt
from typing import Any

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import storage
from portal.documents.actions.locked import locked_instrument
from portal.documents.actions.store_file import store_file
from portal.documents.enums import InstrumentState, SealState
from portal.documents.models import Instrument
from portal.documents.seal import SealFailed, seal
from portal.jobs import outbox
from portal.jobs.queue import enqueue
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor, acting

OPEN = (SealState.WAITING, SealState.FAILED)


def first_seal(instrument: Instrument, *, actor: Actor, at: dt.datetime) -> dict[str, Any]:
    """The fields of a paper just issued; where a service is connected its job is queued with the issue."""
    adapter = seal()
    if adapter.state == SealState.WAITING:
        _ask(instrument, at)
    return {"seal_state": adapter.state, "seal_note": adapter.note, "sealed_at": at if adapter.state == SealState.PLACED else None}


def ask_for_seal(*, actor: Actor, instrument: Instrument, at: dt.datetime) -> Instrument:
    """Ask the service once more."""
    locked = _unsealed(actor, instrument)
    if seal().state != SealState.WAITING:
        raise Refused("没有接入电子印章服务，请打印后手工用印。", "no_service")
    locked.seal_state, locked.seal_note = SealState.WAITING, ""
    locked.save(update_fields=["seal_state", "seal_note"])
    record(actor, "documents.instrument.ask_seal", locked)
    _ask(locked, at)
    return locked


def seal_by_hand(*, actor: Actor, instrument: Instrument, at: dt.datetime) -> Instrument:
    """The paper is printed and sealed on paper; the service's late answer changes nothing any more."""
    locked = _unsealed(actor, instrument)
    locked.seal_state, locked.seal_note, locked.sealed_at = SealState.BY_HAND, f"{actor.name}确认打印后手工用印", at
    locked.save(update_fields=["seal_state", "seal_note", "sealed_at"])
    record(actor, "documents.instrument.seal_by_hand", locked)
    return locked


def finish_seal(instrument: Instrument, *, actor: Actor, at: dt.datetime) -> Instrument:
    """Ask the service outside any transaction, then freeze the sealed print or say why there is none."""
    try:
        content = seal().place(storage.read(instrument.pdf_sha256), organ=instrument.organ.name, number=instrument.number)
    except SealFailed as failure:
        return _enter_failure(instrument, actor, str(failure))
    with acting(actor):
        locked = locked_instrument(instrument)
        if locked.state != InstrumentState.ISSUED or locked.seal_state not in OPEN:
            return locked  # somebody sealed it by hand or withdrew it meanwhile
        stored = store_file(
            actor=actor, content=content, name=locked.pdf.name, kind="instrument", media_type="application/pdf", region_id=locked.region_id, at=at
        )
        before = locked.pdf_sha256
        locked.pdf, locked.pdf_sha256 = stored, stored.sha256
        locked.seal_state, locked.seal_note, locked.sealed_at = SealState.PLACED, "", at
        locked.save(update_fields=["pdf", "pdf_sha256", "seal_state", "seal_note", "sealed_at"])
        record(actor, "documents.instrument.seal", locked, detail={"number": locked.number, "unsealed_sha256": before, "sha256": stored.sha256})
    return locked


def _enter_failure(instrument: Instrument, actor: Actor, reason: str) -> Instrument:
    with acting(actor):
        locked = locked_instrument(instrument)
        if locked.seal_state not in OPEN:
            return locked
        locked.seal_state, locked.seal_note = SealState.FAILED, reason[:200]
        locked.save(update_fields=["seal_state", "seal_note"])
        entry = record(actor, "documents.instrument.seal", locked, detail={"number": locked.number, "reason": reason}, succeeded=False)
        outbox.post("documents.instrument.unsealed", str(entry.uid), {"pk": locked.pk}, locked.region_id)
    return locked


def _unsealed(actor: Actor, instrument: Instrument) -> Instrument:
    require(actor, "documents.seal")
    locked = locked_instrument(instrument)
    if locked.state != InstrumentState.ISSUED or locked.seal_state not in OPEN:
        raise Refused("这份文书现在不需要用印。", "wrong_state")
    return locked


def _ask(instrument: Instrument, at: dt.datetime) -> None:
    """One job for each asking; the instant in its key lets a person ask again."""
    enqueue(
        "documents.seal",
        key=f"{instrument.uid}:{at.isoformat()}",
        payload={"instrument": str(instrument.uid)},
        actor=None,
        region_id=instrument.region_id,
        max_attempts=2,
    )
