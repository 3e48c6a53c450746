"""Remove the content of a file whose time is over."""

import datetime as dt

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import FileHold, StoredFile
from portal.documents.queries.naming import projects_of
from portal.documents.queries.usage import add_usage
from portal.documents.retention import class_of, retained_until, term_begins
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor


def remove_file(stored: StoredFile, *, actor: Actor, reason: str, at: dt.datetime) -> StoredFile:
    """Only after the term of its class, counted from the project's settlement where it has one, and never under a hold.

    The row stays and says what was removed, by whom and why; the nightly sweep erases the content from the disk as soon
    as no other row needs it.
    """
    require(actor, "documents.files_remove")
    if len(reason.strip()) < 5:
        raise Refused("请写明清除原因（至少 5 个字）。", "no_reason")
    fresh = StoredFile._base_manager.select_for_update(of=("self",)).filter(pk=stored.pk).first()
    if fresh is None:
        raise Refused("这个文件由其他辖区保管，您不能清除。", "not_yours")
    why_not = kept_because(fresh, actor=actor, on=at.date())
    if why_not:
        raise Refused(why_not, "retained")
    fresh.retain_until = _until(fresh, actor, at.date())
    fresh.removed_on, fresh.removed_by, fresh.removed_reason = at.date(), actor.name, reason.strip()[:200]
    fresh.full_clean(validate_unique=False)
    fresh.save()
    add_usage(fresh.region_id, -fresh.size, -1)
    removed = {"name": fresh.name, "kind": fresh.kind, "size": fresh.size, "sha256": fresh.sha256, "stored_on": clock.day_of(fresh.created_at).isoformat()}
    basis = {"class": class_of(fresh.kind).label, "retain_until": fresh.retain_until.isoformat(), "reason": fresh.removed_reason}
    record(actor, "documents.file.remove", fresh, detail=removed | basis)
    return fresh


def kept_because(stored: StoredFile, *, actor: Actor, on: dt.date) -> str:
    """The Chinese reason why the content must stay today; empty when it may go."""
    if stored.removed_on is not None:
        return f"内容已于 {stored.removed_on} 清除。"
    hold = FileHold.objects.visible_to(actor).keeping(stored).first()
    if hold is not None:
        return f"文件正在保全（{hold.reason}，{hold.placed_by}），解除保全前不能清除。"
    until = _until(stored, actor, on)
    if until is None:
        return f"项目还没有结清，{class_of(stored.kind).label}要保存到结清以后，不能清除。"
    if on <= until:
        found = class_of(stored.kind)
        return f"{found.label}要保存至 {until}（{found.law}），期满前不能清除。"
    return ""


def _until(stored: StoredFile, actor: Actor, on: dt.date) -> dt.date | None:
    """From the settlement of the last of the projects it belongs to; nothing while one of them goes on."""
    begun = [term_begins(actor, project, clock.day_of(stored.created_at)) for project in projects_of(stored) or (None,)]
    if None in begun:
        return None
    until = retained_until(stored.kind, max(begun), PolicySet(Region.objects.get(pk=stored.region_id), on))
    return max(until, stored.retain_until or until)
