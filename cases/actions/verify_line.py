"""Set what was found to be owed to one worker."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from cases.actions.locked import locked_line
from cases.actions.post_case import post_case
from cases.enums import LineState
from cases.models import CaseWorkerLine
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.money import fen
from portal.tenancy.scope import Actor


@transaction.atomic
def verify_line(line: CaseWorkerLine, *, actor: Actor, verified: Decimal, note: str, on: dt.date) -> CaseWorkerLine:
    """Write the finding with what it rests on; nothing owed (0) takes the line out of arrears as 核减. Less than was paid is refused."""
    require(actor, "cases.work")
    line = locked_line(line)
    verified = fen(verified)
    if line.state == LineState.WITHDRAWN:
        raise Refused(f"{line.name}已撤回，不再核实。", "withdrawn")
    if line.case.settled_on is not None:
        raise Refused("案件已销账，核实金额不再改动；有新的欠薪请先“重新办理”。", "settled")
    if verified < 0:
        raise Refused("核实金额不能为负。", "negative")
    if verified < line.paid:
        raise Refused(f"核实金额不能少于已付的 {line.paid:,} 元。", "below_paid")
    if not note.strip():
        raise Refused("请写明核实依据（工资表、考勤、对账记录、询问笔录等）。", "no_reason")
    before = line.verified
    line.verified, line.verified_on, line.verified_note = verified, on, note.strip()
    if verified > 0 and line.state == LineState.REDUCED:
        line.state = LineState.DUE
    line.settle_state(line.paid_on or on)
    line.save()
    detail = {"case": line.case.number, "verified": str(verified), "before": str(before) if before is not None else None, "note": note.strip()}
    record(actor, "cases.verify_line", line, detail=detail)
    post_case(actor=actor, case=line.case, on=on)
    return line
