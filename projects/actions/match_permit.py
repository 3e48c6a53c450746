"""Say to which file a permit belongs, or why it needs none."""

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.storing import change
from projects.models import PermitEntry, Project


def match_permit(*, actor: Actor, entry: PermitEntry, code: str = "", project: Project | None = None) -> PermitEntry:
    """By the project's code, or the project just registered from the permit."""
    require(actor, "projects.import_permits")
    if project is None:
        project = Project.objects.visible_to(actor).filter(code=code.strip().upper(), region_id=entry.region_id).first()
    if project is None:
        raise Refused(f"本辖区没有编码为“{code}”的项目。", "code")
    with transaction.atomic():
        locked = _locked(actor, entry)
        locked.project, locked.ruled_out = project, ""
        change(locked)
        record(actor, "projects.match_permit", project, detail={"number": locked.permit_number})
    return locked


def rule_out_permit(*, actor: Actor, entry: PermitEntry, reason: str) -> PermitEntry:
    """A permit that needs no file, with the reason: given back, another county's, no building site."""
    require(actor, "projects.import_permits")
    if not reason.strip():
        raise Refused("请写明不用建档的原因。", "reason")
    with transaction.atomic():
        locked = _locked(actor, entry)
        if locked.project_id is not None:
            raise Refused("这个许可已经有项目档案。", "matched")
        locked.ruled_out = reason.strip()
        change(locked)
        record(actor, "projects.rule_out_permit", locked, detail={"number": locked.permit_number, "reason": locked.ruled_out})
    return locked


def release_permit(*, actor: Actor, entry: PermitEntry, reason: str) -> PermitEntry:
    """The way back from a wrong file or a reason that no longer holds: the permit is without a file again, and its county has to look."""
    require(actor, "projects.import_permits")
    if not reason.strip():
        raise Refused("请写明撤回的原因。", "reason")
    with transaction.atomic():
        locked = _locked(actor, entry)
        if locked.project_id is None and not locked.ruled_out:
            raise Refused("这个许可本来就没有建档，也没有登记不用建档。", "missing")
        project, was = locked.project, locked.ruled_out
        locked.project, locked.ruled_out = None, ""
        change(locked)
        detail = {"number": locked.permit_number, "reason": reason.strip(), "project": project.code if project else "", "ruled_out": was}
        record(actor, "projects.release_permit", project or locked, detail=detail)
    return locked


def _locked(actor: Actor, entry: PermitEntry) -> PermitEntry:
    found = PermitEntry.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if found is None:
        raise Refused("这个许可由其他辖区办理。", "not_yours")
    return found
