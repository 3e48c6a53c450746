"""The way of a finding to 销号: evidence by the firm, re-check by an officer, more time, and the second look later."""

import datetime as dt
from typing import BinaryIO

from django.db import transaction

from portal.accounts.enums import ENTERPRISE
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import sniff
from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.locked_inspection import locked_finding
from projects.inspections.enums import FindingState, LookBackResult, StepKind
from projects.models import FindingStep, InspectionFinding

EVIDENCE = "rectification"


def submit_evidence(*, actor: Actor, finding: InspectionFinding, text: str, uploads: list[BinaryIO], at: dt.datetime) -> InspectionFinding:
    """What the firm did, with pictures or papers; an officer enters what came on paper."""
    if not uploads:
        raise Refused("请上传整改佐证（照片或材料）；只有文字不能销号。", "no_evidence")
    with transaction.atomic():
        row = locked_finding(actor, finding)
        files = [_receive(row, actor, upload, at) for upload in uploads]
        done = move(row, "submit", actor=actor, at=at, detail={"files": [file.sha256 for file in files]})
        for place, file in enumerate(files):
            _step(done, StepKind.EVIDENCE, text if not place else "", actor, at, file)
    return done


def send_back(*, actor: Actor, finding: InspectionFinding, reason: str, rectify_by: dt.date, at: dt.datetime) -> InspectionFinding:
    """Not good enough; the firm gets a new day."""
    if rectify_by <= local_date(at):
        raise Refused("新的整改期限要在今天以后。", "rectify_by")
    with transaction.atomic():
        done = move(locked_finding(actor, finding), "send_back", actor=actor, at=at, rectify_by=rectify_by, note=reason)
        _step(done, StepKind.SEND_BACK, f"{reason}（限 {rectify_by} 前重改）", actor, at)
    return done


def extend_term(*, actor: Actor, finding: InspectionFinding, reason: str, rectify_by: dt.date, at: dt.datetime) -> InspectionFinding:
    """More time for a reason; the earlier day stays in the record."""
    require(actor, "projects.inspect")
    with transaction.atomic():
        row = locked_finding(actor, finding)
        if row.state != FindingState.OPEN:
            raise Refused(f"问题现在是“{row.get_state_display()}”，不能延期。", "wrong_state")
        if rectify_by <= row.rectify_by:
            raise Refused(f"新的期限要晚于原期限 {row.rectify_by}。", "rectify_by")
        before, row.rectify_by = row.rectify_by, rectify_by
        row.save(update_fields=["rectify_by"])
        _step(row, StepKind.EXTEND, f"{reason}（{before} → {rectify_by}）", actor, at)
        record(actor, "projects.extend_rectification", row, detail={"from": before.isoformat(), "to": rectify_by.isoformat(), "reason": reason})
    return row


def clear_finding(
    *, actor: Actor, finding: InspectionFinding, text: str, checked_on: dt.date, at: dt.datetime, upload: BinaryIO | None = None
) -> InspectionFinding:
    """销号: only on evidence, by who looked again; a picture of the re-check may be added."""
    if checked_on > local_date(at):
        raise Refused("复查日期不能晚于今天。", "future")
    if not text.strip():
        raise Refused("请写复查情况：看了什么，是否到位。", "text")
    with transaction.atomic():
        row = locked_finding(actor, finding)
        if checked_on < row.found_on:
            raise Refused(f"复查日期不能早于查出日期 {row.found_on}。", "dates")
        file = _receive(row, actor, upload, at) if upload else None
        done = move(row, "clear", actor=actor, at=at, cleared_on=checked_on, look_back_by=None, looked_back_on=None, look_back_result="", note=text)
        _step(done, StepKind.CLEAR, text.strip(), actor, at, file)
    return done


def record_look_back(
    *, actor: Actor, finding: InspectionFinding, result: str, text: str, looked_on: dt.date, at: dt.datetime, rectify_by: dt.date | None = None
) -> InspectionFinding:
    """The drawn second look: it held, or the problem is back and gets a new day."""
    require(actor, "projects.inspect")
    if looked_on > local_date(at):
        raise Refused("回头看日期不能晚于今天。", "future")
    with transaction.atomic():
        row = locked_finding(actor, finding)
        if row.state != FindingState.CLEARED or row.look_back_by is None or row.looked_back_on is not None:
            raise Refused("这个问题没有抽中回头看，或者已经看过。", "not_drawn")
        seen = {"looked_back_on": looked_on, "look_back_result": result}
        if result == LookBackResult.RELAPSED:
            if rectify_by is None or rectify_by <= local_date(at):
                raise Refused("问题反弹要给出今天以后的整改期限。", "rectify_by")
            row = move(row, "relapse", actor=actor, at=at, rectify_by=rectify_by, **seen, note=text)
        else:
            for name, value in seen.items():
                setattr(row, name, value)
            row.save(update_fields=list(seen))
            record(actor, "projects.look_back", row, detail={"result": result, "on": looked_on.isoformat(), "note": text})
        _step(row, StepKind.LOOK_BACK, f"{LookBackResult(result).label}：{text}"[:500], actor, at)
    return row


def _receive(row: InspectionFinding, actor: Actor, upload: BinaryIO, at: dt.datetime) -> StoredFile:
    firm = actor.enterprise_id if actor.role in ENTERPRISE else row.enterprise_id
    return receive_file(
        actor=actor, upload=upload, name=upload.name, kind=EVIDENCE, region_id=row.region_id, enterprise_id=firm, at=at, allowed=sniff.DOCUMENTS
    )


def _step(row: InspectionFinding, kind: str, text: str, actor: Actor, at: dt.datetime, file: StoredFile | None = None) -> None:
    FindingStep(
        region_id=row.region_id, finding=row, enterprise_id=row.enterprise_id, kind=kind, text=text.strip()[:500], file=file, by=actor.name, at=at
    ).save(force_insert=True)
