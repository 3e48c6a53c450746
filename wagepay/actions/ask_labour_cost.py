"""Ask for more labour cost, and decide on it (53号文 第十三条)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.guard import check_writable
from projects.actions.post_fact import post_facts
from projects.actions.storing import insert
from projects.models import Project
from wagepay.enums_funding import RequestState
from wagepay.models import LabourCostCycle, LabourCostRequest
from wagepay.queries.cycles import settle_cycles
from wagepay.queries.facts import facts_of
from wagepay.queries.locks import lock_project

SOURCE = "人工费追加"


def ask_labour_cost(*, actor: Actor, project: Project, month: dt.date, amount: Decimal, reason: str, on: dt.date, at: dt.datetime) -> LabourCostRequest:
    """For a cycle that has begun, or the next one."""
    require(actor, "wagepay.ask_labour_cost")
    check_writable(actor, project)
    month = month.replace(day=1)
    if month > (on.replace(day=28) + dt.timedelta(days=4)).replace(day=1):
        raise Refused("只能申请本月和下月周期的追加。", "month")
    request = LabourCostRequest(
        project=project,
        region_id=project.region_id,
        month=month,
        amount=amount,
        reason=reason.strip(),
        state=RequestState.ASKED,
        asked_by=actor.name,
        asked_at=at,
    )
    with transaction.atomic():
        insert(request)
        record(actor, "wagepay.ask_labour_cost", request, detail={"month": month.strftime("%Y-%m"), "amount": f"{amount:.2f}", "reason": request.reason})
    return request


def grant_labour_cost(
    *, actor: Actor, request: LabourCostRequest, granted: Decimal, due_on: dt.date, on: dt.date, at: dt.datetime, answer: str = ""
) -> LabourCostRequest:
    """The owner adds a sum, due by a day; a cycle without plan gets one of this sum."""
    if granted <= 0:
        raise Refused("核准追加的金额要大于 0；不同意的，写明理由。", "granted")
    with transaction.atomic():
        lock_project(request.project_id)
        given = {"granted": granted, "answer": answer.strip(), "decided_by": actor.name, "decided_at": at}
        done = move(request, "grant", actor=actor, at=at, note=answer, detail={"amount": f"{granted:.2f}", "due_on": due_on.isoformat()}, **given)
        _add(done, due_on)
        settle_cycles([done.project_id])
        post_facts(facts_of(done.project, on, SOURCE))
    return done


def _add(request: LabourCostRequest, due_on: dt.date) -> None:
    """A cycle that owes nothing yet begins with this sum; else the sum is added and its day stays, unless it had none."""
    cycle = LabourCostCycle.objects.of(request.project).select_for_update(of=("self",)).filter(month=request.month).first()
    if cycle is None:
        cycle = LabourCostCycle(project=request.project, region_id=request.region_id, month=request.month, due_on=due_on, due_amount=0, source=SOURCE)
    cycle.due_amount = (cycle.due_amount or Decimal(0)) + request.granted
    cycle.due_on = cycle.due_on or due_on
    cycle.source = f"{cycle.source}，追加 {request.granted:.2f} 元"[:120] if cycle.source != SOURCE else SOURCE
    cycle.save()


def refuse_labour_cost(*, actor: Actor, request: LabourCostRequest, answer: str, at: dt.datetime) -> LabourCostRequest:
    """With the owner's reason."""
    if not answer.strip():
        raise Refused("不同意的，请写明理由。", "answer")
    return move(request, "refuse", actor=actor, at=at, note=answer.strip(), answer=answer.strip(), decided_by=actor.name, decided_at=at)


def withdraw_labour_cost(*, actor: Actor, request: LabourCostRequest, at: dt.datetime) -> LabourCostRequest:
    return move(request, "withdraw", actor=actor, at=at)
