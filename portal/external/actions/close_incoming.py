"""Say what became of a paper that came in: answered, filed, entered by mistake; or take that back."""

import datetime as dt

from django.db import transaction

from portal.documents.actions.next_number import void_number
from portal.external.models import IncomingPaper
from portal.lib.errors import Refused
from portal.lib.text import sentence
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def answer_incoming(*, actor: Actor, paper: IncomingPaper, answered_on: dt.date, answer_number: str, result: str, at: dt.datetime) -> IncomingPaper:
    """The answer with its number and day; whether it was late stands in the trail."""
    _check(actor, paper, result)
    if answered_on < paper.received_on:
        raise Refused(f"答复日期不能早于收到日期 {paper.received_on}。", "too_early")
    if answered_on > at.date():
        raise Refused("答复日期不能晚于今天。", "future")
    number = sentence(answer_number)
    late = paper.due_on is not None and answered_on > paper.due_on
    changes = {"closed_on": answered_on, "answer_number": number, "result": result.strip()}
    return move(paper, "answer", actor=actor, at=at, detail={"late": late, "number": number}, **changes)


def file_incoming(*, actor: Actor, paper: IncomingPaper, reason: str, at: dt.datetime) -> IncomingPaper:
    """Read and put away: it asks for no answer, or what it asks is done."""
    _check(actor, paper, reason)
    return move(paper, "file", actor=actor, at=at, note=reason.strip(), closed_on=at.date(), result=reason.strip())


@transaction.atomic
def void_incoming(*, actor: Actor, paper: IncomingPaper, reason: str, at: dt.datetime) -> IncomingPaper:
    """Entered by mistake; the number stays in the register as void and is not given again."""
    _check(actor, paper, reason)
    void_number(paper.organ, paper.number, reason.strip())
    return move(paper, "void", actor=actor, at=at, note=reason.strip(), closed_on=at.date(), result=f"作废：{reason.strip()}")


def reopen_incoming(*, actor: Actor, paper: IncomingPaper, reason: str, at: dt.datetime) -> IncomingPaper:
    """What was entered as its end was none; the trail keeps it."""
    _check(actor, paper, reason)
    detail = {"answer_number": paper.answer_number, "closed_on": paper.closed_on and paper.closed_on.isoformat(), "result": paper.result}
    return move(paper, "reopen", actor=actor, at=at, note=reason.strip(), detail=detail, closed_on=None, answer_number="", result="")


def _check(actor: Actor, paper: IncomingPaper, words: str) -> None:
    if paper.region_id not in actor.scope.write_regions:
        raise Refused("由登记来文的那一级办理。", "not_own")
    if not words.strip():
        raise Refused("请写明办理结果或理由。", "result")
