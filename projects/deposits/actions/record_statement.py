"""银行季度对账单: what lies in the account, principal and interest apart; the interest is the contractor's."""

import datetime as dt
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.lib.deadlines import period_end
from portal.lib.errors import Refused
from portal.lib.money import text
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.deposits.keeping import keeping
from projects.enums import DepositForm
from projects.models import DepositStatement, WageSecurityDeposit

STATEMENT_FILE = "deposit_statement"


def record_statement(
    *, actor: Actor, deposit: WageSecurityDeposit, quarter_end: dt.date, principal: Decimal, interest: Decimal, provided_on: dt.date, on: dt.date, at: dt.datetime,
    interest_taken: Decimal = Decimal(0), upload: BinaryIO | None = None, upload_name: str = "",
) -> DepositStatement:  # fmt: skip
    """One for each quarter; a principal that differs from what should lie there is written down and shown."""
    require(actor, "projects.deposit_statement")
    if deposit.form != DepositForm.CASH:
        raise Refused("只有现金存储有对账单；保函、保险看有效期。", "not_cash")
    if quarter_end != period_end(quarter_end, 3) or quarter_end > on:
        raise Refused("请选已经过去的季度。", "quarter")
    if provided_on > on:
        raise Refused("提供日期不能晚于今天。", "future")
    project = deposit.project
    with transaction.atomic(), keeping(actor, project, on) as keeper:
        where = {"kind": STATEMENT_FILE, "region_id": project.region_id, "project_id": project.pk, "at": at}
        file = receive_file(actor=keeper, upload=upload, name=upload_name, **where) if upload else None
        made = DepositStatement(
            project=project, region_id=project.region_id, deposit=deposit, quarter_end=quarter_end, principal=principal, interest=interest,
            interest_taken=interest_taken, provided_on=provided_on, file=file, recorded_by=actor.name,
        )  # fmt: skip
        insert(made)
        record(keeper, "projects.record_statement", project, detail={"on": quarter_end.isoformat(), "amount": text(principal)})
    return made
