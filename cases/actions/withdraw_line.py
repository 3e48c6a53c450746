"""A worker takes his claim back."""

import datetime as dt

from django.db import transaction

from cases.actions.locked import locked_line
from cases.actions.post_case import post_case
from cases.enums import LineState
from cases.models import CaseWorkerLine
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


@transaction.atomic
def withdraw_line(line: CaseWorkerLine, *, actor: Actor, note: str, proof: StoredFile | None, on: dt.date) -> CaseWorkerLine:
    """Only on a recorded call or a signed paper of his own: the line leaves the arrears without being paid."""
    require(actor, "cases.work")
    line = locked_line(line)
    if line.is_settled:
        raise Refused(f"{line.name}已是“{line.get_state_display()}”，不用撤回。", "settled")
    if not note.strip():
        raise Refused("请写明本人怎么说的、谁在何时回访。", "no_reason")
    if proof is None:
        raise Refused("撤回要有本人签字的书面材料或回访记录，请上传。", "no_proof")
    line.state, line.withdrawn_on, line.withdrawn_note, line.withdrawn_file = LineState.WITHDRAWN, on, note.strip(), proof
    line.save()
    record(actor, "cases.withdraw_line", line, detail={"case": line.case.number, "note": note.strip(), "file": str(proof.uid)})
    post_case(actor=actor, case=line.case, on=on)
    return line
