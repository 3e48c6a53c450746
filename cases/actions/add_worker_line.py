"""Put a further worker on the ledger."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from cases.actions.locked import locked_case
from cases.actions.post_case import post_case
from cases.enums import LineKind
from cases.models import Case, CaseLead, CaseWorkerLine
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.money import fen
from portal.tenancy.scope import Actor
from projects.actions.storing import insert


@transaction.atomic
def add_worker_line(*, actor: Actor, case: Case, on: dt.date, link: CaseLead | None = None, **fields) -> CaseWorkerLine:
    """Add somebody, who need not be on any roster; ``link`` says whose lead it answers.

    A new claim in a case whose debt was settled is a new debt: the case is in arrears again.
    """
    require(actor, "cases.work")
    case = locked_case(case)
    if not case.is_open:
        raise Refused("案件已办结，新的人员请先“重新办理”，或另立案件。", "closed")
    line = add_line(actor=actor, case=case, **fields)
    if link is not None:
        link.line = line
        link.save(update_fields=["line"])
    if case.settled_on is not None:
        case.settled_on = None
        case.save(update_fields=["settled_on"])
    post_case(actor=actor, case=case, on=on)
    return line


def add_line(
    *,
    actor: Actor,
    case: Case,
    name: str,
    claimed: Decimal,
    id_number: object = None,
    kind: LineKind = LineKind.WAGE,
    owed_from: dt.date | None = None,
    owed_to: dt.date | None = None,
    is_migrant: bool = True,
) -> CaseWorkerLine:
    """The row itself; the same person with the same kind of money is refused by name."""
    line = CaseWorkerLine(
        region=case.region,
        case=case,
        name=name,
        id_number=id_number,
        kind=kind,
        claimed=fen(claimed),
        owed_from=owed_from,
        owed_to=owed_to,
        is_migrant=is_migrant,
    )
    if line.id_number and CaseWorkerLine.objects.visible_to(actor).of(case).filter(id_index=line.id_number.plain(), kind=kind).exists():
        raise Refused(f"{name}的{LineKind(kind).label}已在本案中，不用再加；金额有变请“核实”。", "present")
    insert(line)
    record(actor, "cases.add_line", line, detail={"case": case.number, "kind": str(kind), "claimed": str(line.claimed)})
    return line
