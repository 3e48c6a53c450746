"""销账: the debt ends."""

import datetime as dt

from django.db import transaction

from cases.actions.close_case import names
from cases.actions.locked import locked_case
from cases.actions.post_case import post_case
from cases.enums import AnswerKind, ClosingKind, LineState
from cases.models import Case, CaseLead, CasePayment, CaseWorkerLine, WorkerAnswer
from earlywarning.actions.keep_clock import clear_item
from earlywarning.enums import ClearanceKind
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.lift_hold import lift_hold


@transaction.atomic
def settle_case(case: Case, *, actor: Actor, at: dt.datetime, note: str = "") -> Case:
    """Only when every line is paid with a receipt, reduced by a recorded finding, or withdrawn (不解决不销账).

    A worker who says on his page that the money did not come is not passed over: the officer must write what he found.
    """
    require(actor, "cases.settle")
    case = locked_case(case)
    if case.settled_on:
        raise Refused(f"已于 {case.settled_on} 销账。", "settled")
    lines = list(CaseWorkerLine.objects.visible_to(actor).of(case))
    _check_lines(case, lines)
    _check_receipts(actor, lines)
    _check_answers(actor, case, note)
    case.settled_on = at.date()
    case.save(update_fields=["settled_on"])
    record(actor, "cases.settle", case, detail={"lines": len(lines), "note": note.strip()})
    _tell_the_others(case, actor, at)
    return case


def _check_lines(case: Case, lines: list[CaseWorkerLine]) -> None:
    if not lines and case.closing_kind != ClosingKind.UNFOUNDED:
        raise Refused("案件还没有人员明细，不能销账；确实没有欠薪的，按“不属实”办结后再销账。", "no_lines")
    unpaid = [line.name for line in lines if not line.is_settled]
    if unpaid:
        raise Refused(f"还有 {len(unpaid)} 人没有付清（{names(unpaid)}），不能销账。", "unpaid")


def _check_receipts(actor: Actor, lines: list[CaseWorkerLine]) -> None:
    paid = {line.pk: line.name for line in lines if line.state == LineState.PAID}
    receipted = set(CasePayment.objects.visible_to(actor).filter(line__in=paid).values_list("line_id", flat=True))
    missing = [name for pk, name in paid.items() if pk not in receipted]
    if missing:
        raise Refused(f"{names(missing)}没有付款凭证，不能销账。", "no_receipt")


def contradicting(actor: Actor, case: Case) -> list[CaseLead]:
    """Leads of the case whose sender's last word is that the money did not come."""
    links = CaseLead.objects.visible_to(actor).filter(case=case).select_related("lead")
    said: dict[int, str] = {}
    answers = WorkerAnswer.objects.visible_to(actor).filter(lead__in=[link.lead_id for link in links]).exclude(kind=AnswerKind.MORE)
    for answer in answers.order_by("at", "id"):
        said[answer.lead_id] = answer.kind
    return [link for link in links if said.get(link.lead_id) == AnswerKind.UNPAID]


def _check_answers(actor: Actor, case: Case, note: str) -> None:
    against = contradicting(actor, case)
    if against and not note.strip():
        raise Refused(f"有 {len(against)} 位反映人在进度页说“没收到”，请核实后写明情况再销账。", "contradicted")


def _tell_the_others(case: Case, actor: Actor, at: dt.datetime) -> None:
    on = at.date()
    for link in CaseLead.objects.visible_to(actor).filter(case=case).select_related("lead"):
        clear_item(actor=actor, kind=ClearanceKind.LEAD, subject_uid=link.lead.uid, on=on, paid_on=on)
    if case.project_id:
        lift_hold(actor=actor, project=case.project, kind="open_case", source_uid=case.uid, at=at)
    post_case(actor=actor, case=case, on=on)
