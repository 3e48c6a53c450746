"""What an inspector does with a warning: verify, dispose, clear on proof, call it a false alarm, open it again."""

import datetime as dt

from django.contrib.auth import get_user_model

from earlywarning.actions.draw_look_back import draw_look_back
from earlywarning.actions.keep_clock import clear_item, mark_stage, restart_clock
from earlywarning.enums import ClearanceKind, DisposalKind, EventKind
from earlywarning.models import Disposal, EarlyWarning, WarningEvent
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def verify_warning(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, note: str) -> EarlyWarning:
    """核实: the officer has looked and says what he found."""
    _need(note, "请写明核实情况：看了什么、问了谁、结果如何。")
    moved = move(warning, "verify", actor=actor, at=at, note=note, acknowledged_at=warning.acknowledged_at or at)
    return _tell(moved, actor, at, "已核实", note)


def dispose_warning(
    warning: EarlyWarning,
    *,
    actor: Actor,
    at: dt.datetime,
    kind: DisposalKind,
    on: dt.date,
    note: str,
    file: StoredFile | None = None,
    due_on: dt.date | None = None,
) -> EarlyWarning:
    """登记处置: one measure with its date and proof, what was ordered with its last day; a warning may have many (措施递进)."""
    _need(note, "请写明处置情况。")
    if due_on is not None and due_on < on:
        raise Refused("整改期限不能早于处置日期。", "term")
    if on > at.date():
        raise Refused("处置日期不能晚于今天。", "future")
    moved = move(warning, "dispose", actor=actor, at=at, note=note, acknowledged_at=warning.acknowledged_at or at)
    Disposal.objects.create(region_id=moved.region_id, warning=moved, kind=kind, on=on, note=note.strip(), file=file, by=actor.name, due_on=due_on)
    return _tell(moved, actor, at, DisposalKind(kind).label, note)


def clear_warning(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, note: str, proof: StoredFile | None) -> EarlyWarning:
    """销号 on proof alone: a file that shows the cause is gone, and what it shows in words."""
    _need(note, "请写明凭什么销号。")
    if proof is None:
        raise Refused("没有佐证不能销号，请上传回单、照片或文书。", "no_proof")
    moved = move(warning, "clear", actor=actor, at=at, note=note, proof=proof, closed_on=at.date(), closing_note=note.strip(), detail={"file": str(proof.uid)})
    clear_item(actor=actor, kind=ClearanceKind.WARNING, subject_uid=moved.uid, on=at.date())
    draw_look_back(moved, on=at.date())
    return _tell(moved, actor, at, "凭佐证销号", note)


def propose_false_alarm(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, reason: str) -> EarlyWarning:
    """提出误报 with the reason; it needs a second person before it counts."""
    _need(reason, "请写明为什么是误报。")
    user = get_user_model().objects.get(pk=actor.user_id)
    return _tell(move(warning, "propose_false_alarm", actor=actor, at=at, note=reason, proposed_by=user), actor, at, "提出误报", reason)


def decide_false_alarm(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, agree: bool, note: str) -> EarlyWarning:
    """The second person agrees or sends it back; nobody confirms his own proposal."""
    _need(note, "请写明复核意见。")
    if warning.proposed_by_id == actor.user_id:
        raise Refused("误报要由另一人复核，不能自己提自己批。", "same_person")
    if not agree:
        return _tell(move(warning, "reject_false_alarm", actor=actor, at=at, note=note), actor, at, "不是误报，退回办理", note)
    moved = move(warning, "confirm_false_alarm", actor=actor, at=at, note=note, closed_on=at.date(), closing_note=note.strip())
    clear_item(actor=actor, kind=ClearanceKind.WARNING, subject_uid=moved.uid, on=at.date())
    return _tell(moved, actor, at, "确认误报", note)


def reopen_warning(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, reason: str) -> EarlyWarning:
    """Open a cleared warning again (回头看 found it was not so); its clock starts anew."""
    _need(reason, "请写明为什么重新打开。")
    standing = EarlyWarning.objects.visible_to(actor).open()
    if standing.filter(rule=warning.rule, project=warning.project_id, subcontractor=warning.subcontractor_id, month=warning.month).exists():
        raise Refused("同一事项已有一条未结预警，请在那条上办理。", "standing")
    moved = move(warning, "reopen", actor=actor, at=at, note=reason, closed_on=None, closing_note="")
    restart_clock(moved, actor=actor, on=at.date())
    return _tell(moved, actor, at, "重新打开", reason)


def _need(text: str, missing: str) -> None:
    if not text.strip():
        raise Refused(missing, "no_reason")


def _tell(warning: EarlyWarning, actor: Actor, at: dt.datetime, title: str, note: str) -> EarlyWarning:
    """The line of the warning's history, and the stage its desk shows."""
    mark_stage(actor=actor, kind=ClearanceKind.WARNING, subject_uid=warning.uid, stage=warning.get_state_display())
    WarningEvent.objects.create(
        region_id=warning.region_id,
        project_id=warning.project_id,
        warning=warning,
        kind=EventKind.MOVED,
        at=at,
        by=actor.name,
        title=title,
        note=note.strip(),
        level_after=warning.level,
    )
    return warning
