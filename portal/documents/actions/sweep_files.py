"""Compare the disk with the rows: clear what nobody needs, report what is missing."""

import datetime as dt

from portal.audit.log import record
from portal.documents import storage
from portal.documents.enums import DownloadState
from portal.documents.models import Download, StoredFile
from portal.jobs import outbox
from portal.tenancy.scope import Actor

YOUNG = dt.timedelta(hours=24)
# A sweep that would erase more than this share did not see the rows; it erases nothing and says so.
MOST_SHARE, MOST_FILES = 0.05, 50
SHOWN = 20


def sweep_files(*, actor: Actor, at: dt.datetime) -> dict:
    """Drafts and contents without a row older than a day go; a row without content is reported, never deleted."""
    before = (at - YOUNG).timestamp()
    drafts, orphans, missing, contents = 0, [], [], 0
    for shelf in storage.shelves():
        for path, written in storage.drafts_of(shelf).items():
            if written < before:
                path.unlink(missing_ok=True)
                drafts += 1
        there = storage.contents_of(shelf)
        contents += len(there)
        needed = _needed(actor, shelf.name)
        orphans += [sha256 for sha256, written in there.items() if sha256 not in needed and written < before]
        missing += [sha256 for sha256 in needed if sha256 not in there]
    missing += _on_no_shelf(actor, {shelf.name for shelf in storage.shelves()})
    halted = len(orphans) > max(MOST_FILES, contents * MOST_SHARE)
    erased = 0 if halted else sum(storage.erase(sha256, before) for sha256 in orphans)
    found = {
        "contents": contents,
        "drafts": drafts,
        "orphans": len(orphans),
        "erased": erased,
        "missing": len(missing),
        "missing_names": _names(actor, missing[:SHOWN]),
        "halted": halted,
    }
    entry = record(actor, "documents.files.sweep", detail=found)
    if missing or halted:
        outbox.post("documents.files.alarm", str(entry.uid), {"missing": len(missing), "halted": halted, "orphans": len(orphans)})
    return found


def _needed(actor: Actor, prefix: str) -> set[str]:
    """The hashes that rows of any tenant still name, one shelf at a time (a range, which row security lets use the index)."""
    within = {"sha256__gte": prefix, "sha256__lt": _after(prefix)}
    files = StoredFile.objects.visible_to(actor).kept().filter(**within).values_list("sha256", flat=True)
    exports = Download.objects.filter(state=DownloadState.READY, **within).values_list("sha256", flat=True)
    return {*files, *exports}


def _on_no_shelf(actor: Actor, present: set[str]) -> list[str]:
    """Hashes whose whole shelf is gone."""
    absent = [f"{number:02x}" for number in range(256) if f"{number:02x}" not in present]
    return [sha256 for prefix in absent for sha256 in _needed(actor, prefix)]


def _after(prefix: str) -> str:
    return f"{int(prefix, 16) + 1:02x}" if prefix != "ff" else "g"


def _names(actor: Actor, hashes: list[str]) -> list[str]:
    rows = StoredFile.objects.visible_to(actor).kept().filter(sha256__in=hashes).order_by("pk")[:SHOWN]
    return [f"{row.name}（{row.uploader_name}，{row.created_at:%Y-%m-%d}）" for row in rows]
