"""Tell the project's file what is owed: the lamps and the deposit engine read it there."""

import datetime as dt
from decimal import Decimal

from cases.enums import SETTLED_LINES
from cases.models import Case, CaseWorkerLine
from portal.tenancy.scope import Actor
from projects.actions.post_fact import post_fact


def post_arrears(*, actor: Actor, case: Case, on: dt.date) -> None:
    """Post the sum still owed in all cases of the project, whether their procedures have ended or not."""
    if case.project_id is None:
        return
    lines = CaseWorkerLine.objects.visible_to(actor).filter(case__project_id=case.project_id).exclude(state__in=SETTLED_LINES)
    owed = [line.owed for line in lines]
    post_fact(
        project_id=case.project_id,
        region_id=case.region_id,
        item="arrears",
        value=arrears(people=len(owed), amount=sum(owed, Decimal("0.00"))),
        on=on,
        source="cases",
    )
