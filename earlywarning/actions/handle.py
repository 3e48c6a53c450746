"""What an inspector does with a warning: verify, dispose, clear on proof, call it a false alarm, open it again."""

import datetime as dt

from django.contrib.auth import get_user_model

from earlywarning.actions.draw_look_back import draw_look_back
from earlywarning.actions.keep_clock import clear_item, mark_stage, restart_clock
from earlywarning.enums import ClearanceKind, DisposalKind, EventKind
from earlywarning.models import Disposal, EarlyWarning, WarningEvent
from earlywarning.worker_words import words_of
from portal.accounts.enums import Role
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
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


def clear_warning(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, note: str, proof: StoredFile | None, is_heard: bool = False) -> EarlyWarning:
    """销号 on proof alone: a file that shows the cause is gone, and what it shows in words.

    What was ordered with a term is checked first; against the word of a worker nobody clears without having heard him (``is_heard``).
    """
    _need(note, "请写明凭什么销号。")
    if proof is None:
        raise Refused("没有佐证不能销号，请上传回单、照片或文书。", "no_proof")
    unchecked = [row for row in Disposal.objects.visible_to(actor).filter(warning=warning) if row.awaits_check]
    if unchecked:
        raise Refused(f"“{unchecked[0].get_kind_display()}”（期限 {unchecked[0].due_on:%Y-%m-%d}）还没有复查到位，先登记复查。", "unchecked")
    denied = words_of(warning, actor, at.date()).denied
    if denied and not is_heard:
        raise Refused(f"有 {denied} 名工友说没收到或不够。逐人核实以后，勾选“已逐人核实”，在销号依据里写明。", "contradicted")
    detail = {"file": str(proof.uid)} | ({"denied": denied} if denied else {})
    moved = move(warning, "clear", actor=actor, at=at, note=note, proof=proof, closed_on=at.date(), closing_note=note.strip(), detail=detail)
    clear_item(actor=actor, kind=ClearanceKind.WARNING, subject_uid=moved.uid, on=at.date())
    draw_look_back(moved, on=at.date())
    return _tell(moved, actor, at, "凭佐证销号", note)


def propose_false_alarm(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, reason: str) -> EarlyWarning:
    """提出误报 with the reason; it needs a second person before it counts."""
    _need(reason, "请写明为什么是误报。")
    user = get_user_model().objects.get(pk=actor.user_id)
    return _tell(move(warning, "propose_false_alarm", actor=actor, at=at, note=reason, proposed_by=user), actor, at, "提出误报", reason)


def decide_false_alarm(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, agree: bool, note: str) -> EarlyWarning:
    """The second person agrees or sends it back; nobody confirms his own proposal. The office above signs where a county has no second person."""
    _need(note, "请写明复核意见。")
    if warning.proposed_by_id == actor.user_id:
        raise Refused("误报要由另一人复核，不能自己提自己批。", "same_person")
    # The warning is the county's row; an office above signs and the portal carries it down.
    with acting(actor if warning.region_id in actor.scope.write_regions else _keeper(warning, actor)):
        return _decide(warning, actor, at, agree, note)


def _keeper(warning: EarlyWarning, actor: Actor) -> Actor:
    """In whose scope an office above acts on a county's warning; nobody else gets one."""
    if actor.role != Role.OFFICE or warning.region_id not in actor.scope.read_regions:
        raise Refused("误报由预警所在县（区）的另一人或上级领导小组办公室复核。", "not_own")
    return system_actor(warning.region)


def _decide(warning: EarlyWarning, actor: Actor, at: dt.datetime, agree: bool, note: str) -> EarlyWarning:
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
    # A person says it is so: like what was reported it is answered, the figures alone do not end it.
    moved = move(warning, "reopen", actor=actor, at=at, note=reason, closed_on=None, closing_note="", is_reported=True)
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
