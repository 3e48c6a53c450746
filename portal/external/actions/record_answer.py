"""Record what the authority did, with its document; or take the asking back."""

import datetime as dt
from typing import BinaryIO

from django.db import transaction

from portal.documents.actions.receive_file import receive_file
from portal.external.models import ExternalStep
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move

SCAN = "external_answer"


@transaction.atomic
def record_answer(
    *,
    actor: Actor,
    step: ExternalStep,
    is_done: bool,
    answered_on: dt.date,
    result: str,
    at: dt.datetime,
    answer_number: str = "",
    upload: BinaryIO | None = None,
    upload_name: str = "",
) -> ExternalStep:
    """Done or not, the answer has a day and a result; a scan is kept like every file. Who waits for it records it, nobody above."""
    if step.region_id not in actor.scope.write_regions:
        raise Refused("由登记去函的那一级登记来函。", "not_own")
    if answered_on < step.asked_on:
        raise Refused(f"来函日期不能早于去函日期 {step.asked_on}。", "too_early")
    if answered_on > at.date():
        raise Refused("来函日期不能晚于今天。", "future")
    if not result.strip():
        raise Refused("请写明结果。", "result")
    scan = receive_file(actor=actor, upload=upload, name=upload_name, kind=SCAN, region_id=step.region_id, at=at) if upload else None
    late = step.due_on is not None and answered_on > step.due_on
    changes = {"answered_on": answered_on, "answer_number": answer_number.strip(), "result": result.strip(), "scan": scan}
    return move(step, "finish" if is_done else "refuse", actor=actor, at=at, detail={"late": late, "number": answer_number.strip()}, **changes)


def withdraw_step(*, actor: Actor, step: ExternalStep, reason: str, at: dt.datetime) -> ExternalStep:
    if not reason.strip():
        raise Refused("请写明撤回的理由。", "reason")
    return move(step, "withdraw", actor=actor, at=at, note=reason.strip(), result=f"撤回：{reason.strip()}")


def reopen_step(*, actor: Actor, step: ExternalStep, reason: str, at: dt.datetime) -> ExternalStep:
    """An answer recorded by mistake, or one that turned out to be none: the step waits again, the trail keeps both."""
    if not reason.strip():
        raise Refused("请写明重新等待的理由。", "reason")
    detail = {"answer_number": step.answer_number, "answered_on": step.answered_on and step.answered_on.isoformat(), "result": step.result}
    return move(step, "reopen", actor=actor, at=at, note=reason.strip(), detail=detail, answered_on=None, answer_number="", result="", scan=None)
