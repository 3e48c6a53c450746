"""The two ends of a case: 办结 closes the procedure, 销账 closes the debt."""

import datetime as dt

from cases.enums import SETTLED_LINES, ClosingKind, LineState
from cases.models import Case, CaseLead, CasePayment, CaseWorkerLine
from earlywarning.actions.keep_clock import clear_item
from earlywarning.enums import ClearanceKind
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.lift_hold import lift_hold

# What an unpaid line becomes when the procedure ends this way; it stays in arrears.
_AFTER = {
    ClosingKind.AGREEMENT: LineState.AGREEMENT,
    ClosingKind.DECISION_EXECUTED: LineState.ENFORCEMENT,
    ClosingKind.ARBITRATION: LineState.ARBITRATION,
    ClosingKind.POLICE: LineState.CRIMINAL,
}


def close_case(case: Case, *, actor: Actor, at: dt.datetime, kind: ClosingKind, note: str) -> Case:
    """办结. Money still owed stays in arrears as 协议履行中, 执行中, 刑事 or 仲裁诉讼 and counts in every figure until paid."""
    if not note.strip():
        raise Refused("请写明办结情况和依据。", "no_reason")
    unpaid = CaseWorkerLine.objects.visible_to(actor).filter(case=case).exclude(state__in=SETTLED_LINES)
    if kind == ClosingKind.PAID and unpaid.exists():
        raise Refused(f"还有 {unpaid.count()} 人没有付清，不能按“已清偿”办结。", "unpaid")
    if kind == ClosingKind.UNFOUNDED and unpaid.exists():
        raise Refused("有已核实未付的人员，不能按“不属实”办结；请先核减。", "unpaid")
    case = move(case, "close", actor=actor, at=at, note=note, closed_on=at.date(), closing_kind=kind, closing_note=note.strip())
    if kind in _AFTER:
        unpaid.update(state=_AFTER[kind])
    return case


def settle_case(case: Case, *, actor: Actor, at: dt.datetime) -> Case:
    """销账. Only when every line is paid with a receipt, reduced by a recorded finding, or withdrawn (不解决不销账)."""
    require(actor, "cases.settle")
    case = Case._base_manager.select_for_update(of=("self",)).get(pk=case.pk)
    if case.settled_on:
        raise Refused(f"已于 {case.settled_on} 销账。", "settled")
    lines = list(CaseWorkerLine.objects.visible_to(actor).filter(case=case))
    if not lines:
        raise Refused("案件还没有人员明细，不能销账。", "no_lines")
    unpaid = [line.name for line in lines if line.state not in SETTLED_LINES]
    if unpaid:
        raise Refused(f"还有 {len(unpaid)} 人没有付清（{'、'.join(unpaid[:3])}{'等' if len(unpaid) > 3 else ''}），不能销账。", "unpaid")
    paid = [line.pk for line in lines if line.state == LineState.PAID]
    with_receipt = set(CasePayment.objects.visible_to(actor).filter(line__in=paid).values_list("line_id", flat=True))
    if set(paid) - with_receipt:
        raise Refused("有人员没有付款凭证，不能销账。", "no_receipt")
    case.settled_on = at.date()
    case.save(update_fields=["settled_on"])
    record(actor, "cases.settle", case, detail={"lines": len(lines)})
    _tell_the_others(case, actor, at)
    return case


def _tell_the_others(case: Case, actor: Actor, at: dt.datetime) -> None:
    for link in CaseLead.objects.visible_to(actor).filter(case=case).select_related("lead"):
        clear_item(actor=actor, kind=ClearanceKind.LEAD, subject_uid=link.lead.uid, on=at.date(), paid_on=at.date())
    if case.project_id:
        lift_hold(actor=actor, project=case.project, kind="open_case", source_uid=case.uid, at=at)
