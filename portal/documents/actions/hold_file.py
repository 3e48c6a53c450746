"""Keep a file beyond its retention, and let it go again."""

import datetime as dt

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import FileHold, StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor

SHORTEST = 5


def hold_file(stored: StoredFile, *, actor: Actor, reason: str, whole_project: bool, at: dt.datetime) -> FileHold:
    """保全 one file, or every file of its project (those that come later too)."""
    require(actor, "documents.files_hold")
    if whole_project and stored.project_id is None:
        raise Refused("这个文件不属于任何项目，只能保全文件本身。", "no_project")
    hold = FileHold(
        region_id=stored.region_id,
        file=None if whole_project else stored,
        project_id=stored.project_id if whole_project else None,
        reason=_reason(reason),
        placed_by=actor.name,
        placed_at=at,
    )
    hold.full_clean()
    hold.save(force_insert=True)
    record(actor, "documents.file.hold", stored, detail={"reason": hold.reason, "project": hold.project_id})
    return hold


def release_hold(hold: FileHold, *, actor: Actor, reason: str, at: dt.datetime) -> FileHold:
    """The hold stays readable with who let go and why."""
    require(actor, "documents.files_hold")
    fresh = FileHold._base_manager.select_for_update(of=("self",)).filter(pk=hold.pk).first()
    if fresh is None or fresh.released_at is not None:
        raise Refused("这项保全已经解除，或不在您的权限范围内。", "gone")
    fresh.released_by, fresh.released_at, fresh.released_reason = actor.name, at, _reason(reason)
    fresh.save()
    record(actor, "documents.file.release", fresh, detail={"reason": fresh.released_reason, "held_for": fresh.reason})
    return fresh


def _reason(text: str) -> str:
    if len(text.strip()) < SHORTEST:
        raise Refused("请写明理由（至少 5 个字）。", "no_reason")
    return text.strip()[:200]
