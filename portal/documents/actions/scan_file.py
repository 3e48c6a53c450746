"""Enter what the scanner said of a file."""

import datetime as dt

from portal.audit.log import record
from portal.documents import scanner, storage
from portal.documents.enums import ScanState
from portal.documents.models import StoredFile
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor, acting


def scan_file(stored: StoredFile, *, actor: Actor, at: dt.datetime) -> StoredFile:
    """Ask the scanner outside any transaction, then write its verdict; without a verdict the file stays 未扫描 and says why."""
    try:
        verdict = scanner.scan(storage.pieces(stored.sha256))
    except (scanner.NoVerdict, Refused) as silence:
        return _enter(stored, actor, ScanState.UNSCANNED, str(silence), None)
    return _enter(stored, actor, verdict.state, verdict.note, at)


def _enter(stored: StoredFile, actor: Actor, state: ScanState, note: str, at: dt.datetime | None) -> StoredFile:
    with acting(actor):
        fresh = StoredFile.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=stored.pk)
        before = fresh.scan_state
        fresh.scan_state, fresh.scan_note, fresh.scanned_at = state, note[:200], at
        fresh.save(update_fields=["scan_state", "scan_note", "scanned_at"])
        if state != before:
            entry = record(actor, "documents.file.scan", fresh, detail={"from": before, "to": state, "note": note})
            if state == ScanState.QUARANTINED:
                outbox.post("documents.file.quarantine", str(entry.uid), {"pk": fresh.pk}, fresh.region_id)
    return fresh
